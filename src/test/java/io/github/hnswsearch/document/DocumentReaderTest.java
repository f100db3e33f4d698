package io.github.hnswsearch.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentReaderTest {
  private static final DocumentLimits SMALL =
      new DocumentLimits(200_000, 100_000, 3, 2_000, Duration.ofSeconds(20));

  @TempDir private Path folder;

  private static DocumentText read(Path file) throws IOException {
    return new DocumentReader(SMALL).read(file);
  }

  private DocumentText read(String name, String content) throws IOException {
    return read(Files.writeString(folder.resolve(name), content));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertFault(
      Path file, DocumentFault fault) {
    return assertThatThrownBy(() -> read(file))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageStartingWith(file + ": ")
        .extracting(
            e -> (UnreadableDocumentException) e,
            org.assertj.core.api.InstanceOfAssertFactories.throwable(
                UnreadableDocumentException.class))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(fault));
  }

  @Nested
  final class Pdf {
    @Test
    void pagesAreReadInOrderWithTheTitle() throws IOException {
      DocumentText text =
          read(Documents.pdf(folder.resolve("a.pdf"), "Deep Seas", "first page", "second page"));

      assertThat(text.type()).isEqualTo(ContentType.PDF);
      assertThat(text.title()).isEqualTo("Deep Seas");
      assertThat(text.text()).isEqualTo("first page\nsecond page");
      assertThat(text.notes()).isEmpty();
    }

    @Test
    void theEndingDoesNotMatter() throws IOException {
      assertThat(read(Documents.pdf(folder.resolve("a.txt"), "T", "words")).type())
          .isEqualTo(ContentType.PDF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Untitled 1", "Microsoft Word - thesis_v3.doc", "paper.dvi", " "})
    void aTitleThatNobodyGaveIsNone(String title) throws IOException {
      assertThat(read(Documents.pdf(folder.resolve("a.pdf"), title, "words")).title()).isNull();
    }

    @Test
    void aWordThatTheEndOfALineSplitsIsJoined() throws IOException {
      assertThat(read(Documents.pdf(folder.resolve("a.pdf"), "T", "neural net-\nworks")).text())
          .isEqualTo("neural networks");
    }

    @Test
    void pagesBeyondTheLimitAreLeftOutWithANote() throws IOException {
      DocumentText text =
          read(Documents.pdf(folder.resolve("a.pdf"), "T", "one", "two", "three", "four"));

      assertThat(text.text()).endsWith("three");
      assertThat(text.notes()).containsExactly("only the first 3 pages were read");
    }

    @Test
    void charactersBeyondTheLimitAreLeftOutWithANote() throws IOException {
      String page = "word ".repeat(300);
      DocumentText text = read(Documents.pdf(folder.resolve("a.pdf"), "T", page, page));

      assertThat(text.text()).hasSizeBetween(1_900, 2_000);
      assertThat(text.notes()).containsExactly("only the first 2,000 characters were read");
    }

    @Test
    void aPasswordIsSaid() throws IOException {
      assertFault(
              Documents.encryptedPdf(folder.resolve("a.pdf"), "secret"), DocumentFault.ENCRYPTED)
          .hasMessageContaining("Save a copy without the password");
    }

    @Test
    void anEncryptedFileThatOpensWithoutAPasswordIsRead() throws IOException {
      assertThat(read(Documents.encryptedPdf(folder.resolve("a.pdf"), "")).text())
          .isEqualTo("hidden words");
    }

    @Test
    void aScanIsSaidToHaveNoText() throws IOException {
      assertFault(Documents.scannedPdf(folder.resolve("a.pdf")), DocumentFault.NO_TEXT)
          .hasMessageContaining("It may be scanned");
    }

    @Test
    void aCutFileIsReadAsFarAsItCanBeOrSaidToBeDamaged() throws IOException {
      byte[] whole = Files.readAllBytes(Documents.pdf(folder.resolve("a.pdf"), "T", "words"));
      for (int length = 6; length < whole.length; length += 97) {
        Path cut = Files.write(folder.resolve("cut.pdf"), java.util.Arrays.copyOf(whole, length));
        try {
          assertThat(read(cut).text()).isEqualTo("words");
        } catch (UnreadableDocumentException e) {
          assertThat(e.fault()).isIn(DocumentFault.DAMAGED, DocumentFault.NO_TEXT);
        }
      }
    }

    @Test
    void aFileOfTooManyBytesIsNotOpened() throws IOException {
      Path file = Documents.pdf(folder.resolve("a.pdf"), "T", "words");
      Files.write(file, new byte[(int) SMALL.bytes()], java.nio.file.StandardOpenOption.APPEND);

      assertFault(file, DocumentFault.TOO_LARGE)
          .hasMessageContaining("expected at most 200,000 bytes");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            a page       | /Contents 4 0 R                                               | /FlateDecode
            packed twice | /Contents 4 0 R                                               | [/ASCIIHexDecode /FlateDecode]
            a form       | /Contents 5 0 R /Resources<</XObject<</F 4 0 R>>>>            | /FlateDecode
            a group      | /Contents 5 0 R /Resources<</XObject<</F 4 0 R>>>> | /FlateDecode /Group<</S/Transparency>>
            """)
    void whatUnpacksToTooMuchIsRefusedWhereverItIsShown(String what, String page, String filter)
        throws IOException {
      Path file = folder.resolve("bomb.pdf");
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream out = new DeflaterOutputStream(packed)) {
        byte[] operators = "q Q ".repeat(1 << 18).getBytes(StandardCharsets.US_ASCII);
        out.write(operators);
      }
      byte[] content = packed.toByteArray();
      if (filter.contains("Hex")) {
        content = HexFormat.of().formatHex(content).getBytes(StandardCharsets.US_ASCII);
      }
      try (OutputStream out = Files.newOutputStream(file)) {
        out.write(
            ("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                    + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                    + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]"
                    + page
                    + ">>endobj\n5 0 obj<</Length 5>>stream\n/F Do\nendstream endobj\n"
                    + "4 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter"
                    + filter
                    + "/Length "
                    + content.length
                    + ">>stream\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(content);
        out.write(
            "\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
                .getBytes(StandardCharsets.US_ASCII));
      }

      assertFault(file, DocumentFault.TOO_LARGE).hasMessageContaining("unpack to at most 100,000");
    }
  }

  @Nested
  final class Docx {
    @Test
    void paragraphsAreLines() throws IOException {
      DocumentText text =
          read(Documents.docx(folder.resolve("a.docx"), "On Whales", "Blue &amp; big.", "Grey."));

      assertThat(text.type()).isEqualTo(ContentType.DOCX);
      assertThat(text.title()).isEqualTo("On Whales");
      assertThat(text.text()).isEqualTo("Blue & big.\nGrey.");
    }

    @Test
    void theParagraphOfStyleTitleIsTheTitleOfAFileWithout() throws IOException {
      Path file =
          Documents.docxOf(
              folder.resolve("a.docx"),
              "",
              "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>On </w:t></w:r>"
                  + "<w:r><w:t>Whales</w:t></w:r></w:p><w:p><w:r><w:t>Text</w:t></w:r></w:p>");

      assertThat(read(file).title()).isEqualTo("On Whales");
      assertThat(read(file).text()).isEqualTo("On Whales\nText");
    }

    @Test
    void deletedTextFieldCodesAndDoublesAreLeftOut() throws IOException {
      Path file =
          Documents.docxOf(
              folder.resolve("a.docx"),
              "T",
              "<w:p><w:r><w:t>kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
                  + "<w:r><w:instrText>PAGEREF</w:instrText></w:r>"
                  + "<mc:AlternateContent xmlns:mc=\"urn:mc\"><mc:Choice><w:r><w:t> once</w:t></w:r>"
                  + "</mc:Choice><mc:Fallback><w:r><w:t> twice</w:t></w:r></mc:Fallback>"
                  + "</mc:AlternateContent></w:p>");

      assertThat(read(file).text()).isEqualTo("kept once");
    }

    @Test
    void tabsAndBreaksSeparateWords() throws IOException {
      Path file =
          Documents.docxOf(
              folder.resolve("a.docx"),
              "T",
              "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>");

      assertThat(read(file).text()).isEqualTo("a b\nc");
    }

    @Test
    void charactersBeyondTheLimitAreLeftOutWithANote() throws IOException {
      DocumentText text =
          read(Documents.docx(folder.resolve("a.docx"), "T", "word ".repeat(1_000)));

      assertThat(text.text()).hasSizeLessThanOrEqualTo(2_000).startsWith("word word");
      assertThat(text.notes()).containsExactly("only the first 2,000 characters were read");
    }

    @Test
    void aPartThatUnpacksToTooMuchIsRefused() throws IOException {
      Path file = Documents.docxOf(folder.resolve("a.docx"), "T", "<w:r/>".repeat(1 << 16));

      assertThat(Files.size(file)).isLessThan(SMALL.unpackedBytes());
      assertFault(file, DocumentFault.TOO_LARGE).hasMessageContaining("unpack to at most 100,000");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><d><p><t>&e;</t></p></d>",
          "<!DOCTYPE x [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;\">]><d><p><t>&b;</t></p></d>",
          "<!DOCTYPE d SYSTEM \"http://127.0.0.1:9/x.dtd\"><d><p><t>words</t></p></d>"
        })
    void entitiesAreRefused(String xml) throws IOException {
      Path file = Documents.zip(folder.resolve("a.docx"), Map.of("word/document.xml", xml));

      assertFault(file, DocumentFault.DAMAGED).hasMessageContaining("declares entities");
    }

    @Test
    void xmlThatIsCutIsDamaged() throws IOException {
      Path file =
          Documents.zip(folder.resolve("a.docx"), Map.of("word/document.xml", "<d><p><t>words"));

      assertFault(file, DocumentFault.DAMAGED).hasMessageContaining("not well-formed");
    }

    @Test
    void otherArchivesAreNotRead() throws IOException {
      Map<String, String> parts = new LinkedHashMap<>();
      parts.put("xl/workbook.xml", "<workbook/>");

      assertFault(Documents.zip(folder.resolve("a.docx"), parts), DocumentFault.UNSUPPORTED)
          .hasMessageContaining("found a ZIP archive that is no Word document");
    }

    @Test
    void anOldWordFileIsSaid() throws IOException {
      byte[] compound = {
        (byte) 0xd0,
        (byte) 0xcf,
        0x11,
        (byte) 0xe0,
        (byte) 0xa1,
        (byte) 0xb1,
        0x1a,
        (byte) 0xe1,
        0,
        0
      };

      assertFault(Files.write(folder.resolve("a.docx"), compound), DocumentFault.UNSUPPORTED)
          .hasMessageContaining("Save it as DOCX without a password");
    }
  }

  @Nested
  final class Html {
    @Test
    void blocksAreLinesAndScriptsAreLeftOut() throws IOException {
      DocumentText text =
          read(
              "a.html",
              """
              <!DOCTYPE html><html><head><title> On
              Whales </title><style>p {}</style><script>alert(1)</script></head>
              <body><nav>Home</nav><h1>Whales</h1><p>Blue &amp; <b>big</b>.</p><p>Grey<br>ones</p>
              </body></html>
              """);

      assertThat(text.type()).isEqualTo(ContentType.HTML);
      assertThat(text.title()).isEqualTo("On Whales");
      assertThat(text.text()).isEqualTo("Whales\nBlue & big.\nGrey\nones");
    }

    @Test
    void theMainPartOfAPageIsReadAlone() throws IOException {
      assertThat(read("a.html", "<html><body><p>Menu</p><main><p>Words</p></main></body>").text())
          .isEqualTo("Words");
    }

    @Test
    void theDeclaredCharacterSetCounts() throws IOException {
      Path file = folder.resolve("a.html");
      Files.writeString(
          file,
          "<html><head><meta charset=\"koi8-r\"></head><body>Привет</body></html>",
          Charset.forName("KOI8-R"));

      assertThat(read(file).text()).isEqualTo("Привет");
    }

    @Test
    void textBeyondTheLimitIsLeftOutWithANote() throws IOException {
      DocumentText text = read("a.html", "<html><body><p>" + "word ".repeat(1_000));

      assertThat(text.notes()).containsExactly("only the first 2,000 characters were read");
    }

    @Test
    void deepNestingIsNoDisaster() throws IOException {
      assertThat(read("a.html", "<html>" + "<div>".repeat(30_000) + "words").text())
          .isEqualTo("words");
    }
  }

  @Nested
  final class Markdown {
    @Test
    void frontMatterGivesTheTitleAndIsLeftOut() throws IOException {
      DocumentText text =
          read(
              "a.md",
              """
              ---
              title: "On Whales"
              date: 2020-01-01
              ---
              # Whales

              Some are *blue*, see [there](https://example.org).

              - grey
              - white
              """);

      assertThat(text.type()).isEqualTo(ContentType.MARKDOWN);
      assertThat(text.title()).isEqualTo("On Whales");
      assertThat(text.text())
          .startsWith("Whales\nSome are blue, see")
          .contains("there", "grey", "white")
          .doesNotContain("---", "2020", "*", "#");
    }

    @Test
    void theFirstHeadingIsTheTitleOfATextWithoutFrontMatter() throws IOException {
      assertThat(read("a.md", "intro\n\n## Small\n\n# *Large* one\n").title())
          .isEqualTo("Large one");
    }

    @Test
    void aReadmeThatStartsWithATagIsMarkdown() throws IOException {
      assertThat(read("README.md", "<p align=\"center\">logo</p>\n\n# Name\n").type())
          .isEqualTo(ContentType.MARKDOWN);
    }

    @Test
    void deepNestingIsNoDisaster() throws IOException {
      try {
        assertThat(read("a.md", ">".repeat(1_900) + " words").text()).contains("words");
      } catch (UnreadableDocumentException e) {
        assertThat(e.fault()).isEqualTo(DocumentFault.DAMAGED);
      }
    }
  }

  @Nested
  final class PlainText {
    @ParameterizedTest
    @CsvSource({
      "UTF-8,        Größe der Wale",
      "UTF-16,       Größe der Wale",
      "windows-1252, 'Größe der Wale und ihre Länge, gemessen vor der Küste'",
      "windows-1251, 'Привет, это длинный русский текст о китах и о море, которое их кормит'",
      "Shift_JIS,    '鯨は海に住む大きな哺乳類で、世界中の海で見られます。'",
      "Big5,         '鯨魚是生活在海洋中的大型哺乳動物，分佈於全世界的海洋。'"
    })
    void theCharacterSetIsFound(String charset, String words) throws IOException {
      Path file = folder.resolve("a.txt");
      Files.write(file, words.getBytes(Charset.forName(charset)));

      assertThat(read(file).text()).isEqualTo(words);
    }

    @Test
    void aByteOrderMarkIsNoText() throws IOException {
      assertThat(read("a.txt", "\ufeffwords").text()).isEqualTo("words");
    }

    @Test
    void blanksAreTidied() throws IOException {
      assertThat(read("a.txt", "\n a \t b\u00a0c \r\n\r\n\r\n d\n").text()).isEqualTo("a b c\nd");
    }

    @Test
    void textBeyondTheLimitIsLeftOutWithANote() throws IOException {
      DocumentText text = read("a.txt", "größer ".repeat(10_000));

      assertThat(text.text()).hasSizeLessThanOrEqualTo(2_000);
      assertThat(text.notes()).contains("only the first 2,000 characters were read");
    }

    @Test
    void thereIsNoTitle() throws IOException {
      assertThat(read("a.txt", "words").title()).isNull();
    }

    @Test
    void textWithoutLettersIsNone() throws IOException {
      assertFault(Files.writeString(folder.resolve("a.txt"), " -- ..\n"), DocumentFault.NO_TEXT);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "89504e470d0a1a0a00, a picture",
    "ffd8ffe000104a46,   a picture",
    "7f454c4602010100,   a file of an unknown kind",
    "7b5c727466317d,     a Rich Text file",
    "252150532d41,       a PostScript file",
    "3c3f786d6c20763f3e3c613e, an XML file",
    "'',                 an empty file"
  })
  void otherFilesAreNamedByWhatTheyAre(String hex, String description) throws IOException {
    Path file = Files.write(folder.resolve("a.pdf"), java.util.HexFormat.of().parseHex(hex));

    assertFault(file, DocumentFault.UNSUPPORTED).hasMessageContaining("found " + description);
  }

  @Test
  void aMissingFileIsSaid() {
    assertFault(folder.resolve("none.pdf"), DocumentFault.UNREADABLE)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void manyDocumentsAreReadAtTheSameTime() throws IOException {
    Path file = Documents.pdf(folder.resolve("a.pdf"), "T", "words");
    DocumentReader reader = new DocumentReader(SMALL);

    assertThat(
            IntStream.range(0, 40)
                .parallel()
                .mapToObj(
                    i -> {
                      try {
                        return reader.read(file).text();
                      } catch (IOException e) {
                        throw new AssertionError(e);
                      }
                    }))
        .containsOnly("words");
  }
}
