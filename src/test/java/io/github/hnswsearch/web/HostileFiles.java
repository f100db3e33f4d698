package io.github.hnswsearch.web;

import io.github.hnswsearch.document.Documents;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;

/** Files made to hurt whoever reads them, by what they try. */
final class HostileFiles {
  private static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

  private final Path folder;

  /** An address that nobody may ask for. */
  private final String canary;

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private HostileFiles(Path folder, String canary) {
    this.folder = folder;
    this.canary = canary;
  }

  static Map<String, byte[]> all(Path folder, String canary) throws IOException {
    HostileFiles all = new HostileFiles(folder, canary);
    all.archives();
    all.pdfs();
    all.pages();
    all.texts();
    all.pictures();
    all.polyglots();
    return all.files;
  }

  private void archives() throws IOException {
    String paragraph = "<w:p><w:r><w:t>words of dust</w:t></w:r></w:p>";
    String document = word("<w:body>" + paragraph + "</w:body>");
    add(
        "docx: bomb of 64 MB",
        zip(Map.of("word/document.xml", repeated("<w:document>", 64 << 20))));
    add(
        "docx: text of 64 MB",
        zip(Map.of("word/document.xml", repeated("<d xmlns=\"" + WORD + "\"><t>", 64 << 20))));
    byte[] inner = zip(Map.of("0.zip", repeated("x", 32 << 20)));
    add("zip in zip", zip(Map.of("1.zip", inner, "2.zip", inner)));
    add(
        "docx: zips within",
        zip(Map.of("word/document.xml", bytes(document), "word/a.zip", inner)));
    add(
        "docx: external entity of a file",
        docx("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>", word("<w:t>&x;</w:t>")));
    add(
        "docx: external entity of a host",
        docx("<!DOCTYPE a [<!ENTITY x SYSTEM \"" + canary + "\">]>", word("<w:t>&x;</w:t>")));
    add("docx: external DTD", docx("<!DOCTYPE a SYSTEM \"" + canary + "\">", document));
    add(
        "docx: parameter entity",
        docx("<!DOCTYPE a [<!ENTITY % p SYSTEM \"" + canary + "\"> %p;]>", document));
    add("docx: billion laughs", docx(laughs(), word("<w:t>&l9;</w:t>")));
    add(
        "docx: XInclude",
        docx(
            "",
            word(
                "<x:include xmlns:x=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\""
                    + " parse=\"text\"/>"
                    + paragraph)));
    add(
        "docx: macros",
        zip(Map.of("word/document.xml", bytes(document), "word/vbaProject.bin", new byte[9_000])));
    add(
        "docx: attached template elsewhere",
        zip(
            Map.of(
                "word/document.xml",
                bytes(document),
                "word/_rels/settings.xml.rels",
                bytes("<Relationship TargetMode=\"External\" Target=\"" + canary + "\"/>"))));
    add(
        "docx: entries that climb",
        zip(
            Map.of(
                "word/document.xml",
                bytes(document),
                "../../../../tmp/hnsw-search-climbed",
                bytes("x"),
                "/tmp/hnsw-search-absolute",
                bytes("x"))));
    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int i = 0; i < 20_000; i++) {
      many.put("word/" + i, new byte[0]);
    }
    many.put("word/document.xml", bytes(document));
    add("docx: 20,000 entries", zip(many));
    add(
        "docx: 200,000 levels deep",
        docx("", "<a>".repeat(200_000) + paragraph + "</a>".repeat(200_000)));
    add("docx: attribute of 8 MB", docx("", word("<w:p a=\"" + "x".repeat(8 << 20) + "\"/>")));
    byte[] whole = zip(Map.of("word/document.xml", bytes(document)));
    add("docx: cut", Arrays.copyOf(whole, whole.length / 2));
    byte[] lying = whole.clone();
    Arrays.fill(lying, 18, 26, (byte) 0x7f);
    add("docx: lies on its sizes", lying);
    add("docx: directory alone", bytes("PK\u0005\u0006" + "\0".repeat(18)));
    add("docx: not XML", zip(Map.of("word/document.xml", new byte[] {0, 1, 2, 3})));
    add("docx: script as text", docx("", word("<w:t>&lt;script&gt;alert(1)&lt;/script&gt;</w:t>")));
  }

  private static String laughs() {
    StringBuilder entities = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"ha\">");
    for (int i = 1; i < 10; i++) {
      entities.append("<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
    }
    return entities + "]>";
  }

  private static String word(String body) {
    return "<w:document xmlns:w=\"" + WORD + "\">" + body + "</w:document>";
  }

  private static byte[] docx(String prolog, String document) throws IOException {
    return zip(Map.of("word/document.xml", bytes("<?xml version=\"1.0\"?>" + prolog + document)));
  }

  private void pdfs() throws IOException {
    Path good = Documents.pdf(folder.resolve("good.pdf"), "On dust", "dust of galaxies");
    byte[] whole = Files.readAllBytes(good);
    add("pdf: script in its title", titled("<script>alert(1)</script>"));
    add("pdf: cut", Arrays.copyOf(whole, whole.length * 2 / 3));
    add("pdf: head alone", bytes("%PDF-1.7\n"));
    add("pdf: head after 1,000 bytes of noise", joined(new byte[1_000], whole));
    add("pdf: pages that contain themselves", pdf("<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>", ""));
    add("pdf: count of two billion", pdf("<</Type/Pages/Count 2147483647/Kids[3 0 R]>>", page()));
    String kids = "3 0 R ".repeat(50_000);
    add(
        "pdf: one page 50,000 times",
        pdf("<</Type/Pages/Count 50000/Kids[" + kids + "]>>", page()));
    add(
        "pdf: script on opening",
        pdf(
            "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            page(),
            "/OpenAction<</S/JavaScript/JS(app.alert(1))>>"));
    add(
        "pdf: program on opening",
        pdf("<</Type/Pages/Count 1/Kids[3 0 R]>>", page(), "/OpenAction<</S/Launch/F(/bin/sh)>>"));
    add(
        "pdf: address on opening",
        pdf(
            "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            page(),
            "/OpenAction<</S/URI/URI(" + canary + ")>>"));
    add("pdf: nested a million times", pdf("[".repeat(1_000_000), page()));
    add(
        "pdf: stream of itself",
        pdf(
            "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            page("4 0 R", "<</Length 4 0 R>>stream\nx\nendstream")));
    add(
        "pdf: stream with a huge length",
        pdf(
            "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            page("4 0 R", "<</Length 2147483647>>stream\nBT ET\nendstream")));
    add("pdf: stream bomb of 64 MB", bomb());
    add(
        "pdf: earlier table is itself",
        bytes(
            "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 2/Prev 44>>\nstartxref\n44\n%%EOF"));
    add("pdf: encrypted", encrypted());
    add("pdf: no page", pdf("<</Type/Pages/Count 0/Kids[]>>", ""));
  }

  private static String page() {
    return "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>";
  }

  private static String page(String contents, String object) {
    return "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents "
        + contents
        + ">>endobj\n4 0 obj"
        + object;
  }

  private static byte[] pdf(String pages, String page, String... catalog) {
    return bytes(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R"
            + String.join("", catalog)
            + ">>endobj\n2 0 obj"
            + pages
            + "endobj\n3 0 obj"
            + page
            + "endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF\n");
  }

  private static byte[] titled(String title) throws IOException {
    try (PDDocument document = new PDDocument()) {
      document.addPage(new PDPage());
      document.getDocumentInformation().setTitle(title);
      return saved(document);
    }
  }

  private static byte[] encrypted() throws IOException {
    try (PDDocument document = new PDDocument()) {
      document.addPage(new PDPage());
      StandardProtectionPolicy policy =
          new StandardProtectionPolicy("owner", "user", new AccessPermission());
      policy.setEncryptionKeyLength(128);
      document.protect(policy);
      return saved(document);
    }
  }

  private static byte[] saved(PDDocument document) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.save(out);
    return out.toByteArray();
  }

  private static byte[] bomb() throws IOException {
    byte[] packed = deflated(new byte[64 << 20]);
    byte[] start =
        bytes(
            "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                + "2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj"
                + page("4 0 R", "<</Filter/FlateDecode/Length " + packed.length + ">>stream\n"));
    byte[] end = bytes("\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF\n");
    return joined(start, packed, end);
  }

  private void pages() {
    String dust = "<p>dust of galaxies</p>";
    html("scripts", "<script>fetch('" + canary + "')</script>" + dust);
    html("title of script", "<title><script>alert(1)</script></title>" + dust);
    html("refresh", "<meta http-equiv=refresh content='0;url=" + canary + "'>" + dust);
    html(
        "pictures and frames",
        "<img src='" + canary + "'><iframe src='" + canary + "'></iframe>" + dust);
    html(
        "base, links, objects",
        "<base href='" + canary + "'><link rel=stylesheet href=x><object data=y></object>" + dust);
    html("event handlers", "<body onload='alert(1)'><a href='javascript:alert(1)'>dust</a>");
    html("20,000 levels deep", "<div>".repeat(20_000) + dust);
    html("attribute of 4 MB", "<p title='" + "x".repeat(4 << 20) + "'>dust</p>");
    html("comment without an end", "<!-- dust " + "-".repeat(100_000));
    html("100,000 unclosed tags", "<b>".repeat(100_000) + dust);
    html("character set that is none", "<meta charset='no-such-set'>" + dust);
    html("UTF-7", "<meta charset='utf-7'>+ADw-script+AD4-alert(1)+ADw-/script+AD4-" + dust);
    html("NULs", "<p>du\0st</p>");
    add(
        "svg: script",
        bytes(
            "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script><text>dust</text></svg>"));
    add(
        "svg: XML with an entity",
        bytes(
            "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM '"
                + canary
                + "'>]><svg>&x;</svg>"));
    add(
        "md: raw HTML.md",
        bytes("# <script>alert(1)</script>\n\n<img src=x onerror=alert(1)> dust"));
    add("md: links.md", bytes("[dust](javascript:alert(1)) ![x](" + canary + ")"));
    add("md: 5,000 quotes deep.md", bytes(">".repeat(5_000) + " dust"));
    add("md: 50,000 brackets.md", bytes("[".repeat(50_000) + "dust" + "](".repeat(50_000)));
    add(
        "md: front matter of tags.md",
        bytes("---\ntitle: !!java.net.URL [\"" + canary + "\"]\na: &a [*a,*a]\n---\ndust"));
    add("md: 100,000 stars.md", bytes("*a_ ".repeat(50_000)));
  }

  private void html(String what, String body) {
    add("html: " + what, bytes("<!doctype html><html>" + body));
  }

  private void texts() {
    add("text: empty", new byte[0]);
    add("text: NULs", new byte[10_000]);
    add(
        "text: invalid UTF-8",
        joined(bytes("dust "), new byte[] {(byte) 0xc0, (byte) 0xaf, (byte) 0xff, (byte) 0xfe}));
    add("text: UTF-16", "dust".getBytes(StandardCharsets.UTF_16));
    add("text: UTF-16 without its mark", "dust".getBytes(StandardCharsets.UTF_16LE));
    add(
        "text: half a UTF-16 character",
        new byte[] {(byte) 0xff, (byte) 0xfe, 'd', 0, 0, (byte) 0xd8});
    add(
        "text: UTF-32",
        joined(
            new byte[] {0, 0, (byte) 0xfe, (byte) 0xff},
            "dust".getBytes(Charset.forName("UTF-32BE"))));
    add("text: byte order mark alone", new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
    add("text: turned around", bytes("dust \u202e galaxies \u2066 \u200b\u0007"));
    add("text: one word of 4 MB", bytes("d".repeat(4 << 20)));
    add("text: 2 million line breaks", bytes("\n".repeat(2 << 20) + "dust"));
    add("text: marks upon marks", bytes("d" + "\u0301".repeat(1 << 20)));
    add("text: RTF", bytes("{\\rtf1 {\\object\\objdata 00}dust}"));
    add("text: PostScript", bytes("%!PS\n(/etc/passwd) (r) file"));
    add("program", joined(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}, new byte[200]));
    add(
        "old Office file",
        joined(
            new byte[] {
              (byte) 0xd0,
              (byte) 0xcf,
              0x11,
              (byte) 0xe0,
              (byte) 0xa1,
              (byte) 0xb1,
              0x1a,
              (byte) 0xe1
            },
            new byte[600]));
  }

  private void pictures() throws IOException {
    add("png: 60,000 x 60,000", png(60_000, 60_000, new byte[0]));
    add("png: two billion wide", png(Integer.MAX_VALUE, 1, new byte[0]));
    add("png: negative size", png(-5, -5, new byte[0]));
    add("png: no pixels", png(4, 4, new byte[0]));
    add("png: 64 MB for 16 pixels", png(4, 4, deflated(new byte[64 << 20])));
    add(
        "jpeg: 65,535 x 65,535",
        hex(
            "ffd8ffe000104a46494600010100000100010000ffc0001108ffffffff03012200021101031101ffda000c03010002110311003f00ffd9"));
    add(
        "gif: 65,535 x 65,535",
        hex("474946383961ffffffff800000ffffff0000002c00000000ffffffff000002024401003b"));
    ByteBuffer bmp = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
    bmp.put(bytes("BM")).putInt(60).putInt(0).putInt(54).putInt(40).putInt(100_000).putInt(100_000);
    add("bmp: 100,000 x 100,000", bmp.putShort((short) 1).putShort((short) 24).array());
    ByteBuffer tiff = ByteBuffer.allocate(80).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put(bytes("II*\0")).putInt(8).putShort((short) 2);
    tiff.putShort((short) 256).putShort((short) 4).putInt(1).putInt(100_000);
    add(
        "tiff: 100,000 x 100,000",
        tiff.putShort((short) 257).putShort((short) 4).putInt(1).putInt(100_000).array());
    add(
        "tiff: directory of itself",
        joined(bytes("II*\0"), new byte[] {8, 0, 0, 0, 0, 0, 8, 0, 0, 0}));
    add(
        "webp: 16,384 x 16,384",
        joined(
            bytes("RIFF"),
            new byte[] {22, 0, 0, 0},
            bytes("WEBPVP8X"),
            new byte[] {10, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, 0x3f, 0, (byte) 0xff, 0x3f, 0}));
    for (String format : new String[] {"png", "jpg", "gif", "bmp", "tiff"}) {
      byte[] whole = picture(format);
      add(format + ": cut", Arrays.copyOf(whole, whole.length / 2));
      add(format + ": head alone", Arrays.copyOf(whole, 12));
    }
    add("heic", joined(new byte[] {0, 0, 0, 24}, bytes("ftypheic"), new byte[12]));
  }

  private void polyglots() throws IOException {
    byte[] png = picture("png");
    byte[] html = bytes("<!doctype html><script>alert(1)</script>dust");
    add("gif that is a script", bytes("GIF89a/*" + "\0".repeat(8) + "*/=alert(1)//;"));
    add("png that is a page.html", joined(png, html));
    add("page that is a png", joined(html, png));
    byte[] zip = zip(Map.of("word/document.xml", bytes(word("<w:t>dust</w:t>"))));
    add("pdf that is a zip", joined(Files.readAllBytes(folder.resolve("good.pdf")), zip));
    add("jpeg that is a zip.docx", joined(picture("jpg"), zip));
    add("png called a pdf.pdf", png);
    add("page called a picture.png", html);
    add("script called a picture.svg", bytes("alert('dust')"));
  }

  private void add(String name, byte[] content) {
    if (files.put(name, content) != null) {
      throw new IllegalArgumentException(name + " is there twice");
    }
  }

  private static byte[] picture(String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), format, out)) {
      throw new IllegalArgumentException("no writer of " + format);
    }
    return out.toByteArray();
  }

  private static byte[] png(int width, int height, byte[] data) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    return joined(
        hex("89504e470d0a1a0a"),
        chunk("IHDR", header),
        chunk("IDAT", data),
        chunk("IEND", new byte[0]));
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] body = joined(bytes(type), data);
    CRC32 crc = new CRC32();
    crc.update(body);
    return joined(
        ByteBuffer.allocate(4).putInt(data.length).array(),
        body,
        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static byte[] deflated(byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(data);
    }
    return out.toByteArray();
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return out.toByteArray();
  }

  private static byte[] repeated(String start, int length) {
    byte[] all = new byte[length];
    Arrays.fill(all, (byte) 'A');
    System.arraycopy(bytes(start), 0, all, 0, start.length());
    return all;
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] hex(String digits) {
    return java.util.HexFormat.of().parseHex(digits);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
