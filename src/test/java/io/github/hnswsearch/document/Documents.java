package io.github.hnswsearch.document;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** Real documents, written as programs write them. */
public final class Documents {
  private static final String W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

  private Documents() {}

  /** A PDF with a line of text on each page. */
  public static Path pdf(Path file, String title, String... pages) throws IOException {
    try (PDDocument document = pdf(title, pages)) {
      document.save(file.toFile());
    }
    return file;
  }

  private static PDDocument pdf(String title, String... pages) throws IOException {
    PDDocument document = new PDDocument();
    document.getDocumentInformation().setTitle(title);
    for (String text : pages) {
      PDPage page = new PDPage();
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(new PDType1Font(FontName.HELVETICA), 10);
        content.setLeading(12);
        content.newLineAtOffset(40, 700);
        for (String line : text.split("\n", -1)) {
          content.showText(line);
          content.newLine();
        }
        content.endText();
      }
    }
    return document;
  }

  static Path encryptedPdf(Path file, String userPassword) throws IOException {
    try (PDDocument document = pdf("Secret", "hidden words")) {
      StandardProtectionPolicy policy =
          new StandardProtectionPolicy("owner", userPassword, new AccessPermission());
      policy.setEncryptionKeyLength(128);
      document.protect(policy);
      document.save(file.toFile());
    }
    return file;
  }

  /** A page that is a picture. */
  static Path scannedPdf(Path file) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      document.addPage(page);
      PDImageXObject scan =
          LosslessFactory.createFromImage(
              document, new BufferedImage(60, 80, BufferedImage.TYPE_BYTE_GRAY));
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawImage(scan, 0, 0, 600, 800);
      }
      document.save(file.toFile());
    }
    return file;
  }

  /** A DOCX of plain paragraphs. */
  public static Path docx(Path file, String title, String... paragraphs) throws IOException {
    String body =
        Stream.of(paragraphs)
            .map(text -> "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>")
            .collect(Collectors.joining());
    return docxOf(file, title, body);
  }

  /** A DOCX with the given content of its body. */
  static Path docxOf(Path file, String title, String body) throws IOException {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put(
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
    parts.put(
        "docProps/core.xml",
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/"
            + "core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>"
            + title
            + "</dc:title></cp:coreProperties>");
    parts.put(
        "word/document.xml",
        "<w:document xmlns:w=\"" + W + "\"><w:body>" + body + "</w:body></w:document>");
    return zip(file, parts);
  }

  static Path zip(Path file, Map<String, String> parts) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }
}
