package io.github.hnswsearch.dataset.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.descriptor.MetadataFormat;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for metadata files of every format. */
class MetadataFileTest {
  @TempDir Path folder;

  private MetadataFiles files(MetadataFormat format) {
    return new MetadataFiles(folder, format);
  }

  /** A file of two records. */
  private static String content(MetadataFormat format) {
    return switch (format) {
      case ARXIV -> "{\"id\":\"1706.03762\"}\n{\"id\":\"1706.03763\"}\n";
      case DOCUMENTS -> "{\"path\":\"a\"}\n{\"path\":\"b\"}\n";
      case JSONL -> "{\"id\":\"a\"}\n{\"id\":\"b\"}\n";
      case CSV -> "id\na\nb\n";
      case OPEN_IMAGES -> "ImageID\n00000000000000aa\n00000000000000bb\n";
    };
  }

  @ParameterizedTest
  @EnumSource
  void gzipIsUnpackedWhateverTheFileIsCalled(MetadataFormat format) throws IOException {
    String content = content(format);
    assertThat(files(format).read(MetadataFiles.gzip(content)))
        .isEqualTo(files(format).read(content))
        .hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void severalGzipMembersAreOneFile(MetadataFormat format) throws IOException {
    String content = content(format);
    int half = content.length() / 2;
    byte[] first = MetadataFiles.gzip(content.substring(0, half));
    byte[] second = MetadataFiles.gzip(content.substring(half));
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    assertThat(files(format).read(both)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void aGzipFileCutShortIsRefused(MetadataFormat format) throws IOException {
    byte[] whole = MetadataFiles.gzip(content(format));
    assertThatThrownBy(() -> files(format).read(Arrays.copyOf(whole, whole.length - 12)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(folder.resolve("metadata").toString())
        .hasMessageContaining("Check that the file is whole");
  }

  @ParameterizedTest
  @EnumSource
  void aMissingFileIsNamed(MetadataFormat format) {
    assertThatThrownBy(() -> files(format).open())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("there is no such metadata file");
  }

  @ParameterizedTest
  @EnumSource
  void aFolderIsNoMetadataFile(MetadataFormat format) throws IOException {
    MetadataFiles files = files(format);
    Files.createDirectory(files.file());
    assertThatThrownBy(files::open)
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(files.file().toString());
  }

  static Stream<Arguments> otherFormats() {
    return Stream.of(
        Arguments.of(MetadataFormat.ARXIV, "id,title\n1,x\n", "a table or other text"),
        Arguments.of(MetadataFormat.JSONL, "[{\"id\":1}]\n", "one JSON array"),
        Arguments.of(MetadataFormat.CSV, "{\"id\":1}\n", "JSON Lines"),
        Arguments.of(MetadataFormat.OPEN_IMAGES, " {\"id\":1}\n", "JSON Lines"),
        Arguments.of(MetadataFormat.ARXIV, "PK\u0003\u0004\u0014\0", "a ZIP archive"),
        Arguments.of(MetadataFormat.CSV, "\u00ff\u00fei\0d\0", "text in UTF-16"),
        Arguments.of(MetadataFormat.CSV, "i\0d\0,\0", "text in UTF-16"),
        Arguments.of(MetadataFormat.ARXIV, "BZh91AY", "a bzip2, xz or zstd file"),
        Arguments.of(MetadataFormat.ARXIV, "\u0089HDF\r\n\u001a\n", "an HDF5 file"),
        Arguments.of(MetadataFormat.CSV, "<!DOCTYPE html>\n<html>", "a web page"),
        Arguments.of(
            MetadataFormat.CSV, "version https://git-lfs.github.com/spec/v1\n", "Git LFS pointer"),
        Arguments.of(MetadataFormat.ARXIV, "", "an empty file"),
        Arguments.of(MetadataFormat.CSV, "\u0001\u0002\u0003\0\u0004", "binary data"));
  }

  @ParameterizedTest
  @MethodSource("otherFormats")
  void anotherFormatIsRecognisedAndNamed(MetadataFormat format, String start, String description) {
    assertThatThrownBy(() -> files(format).read(start.getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("(the format is " + format.text() + "), found what looks like ")
        .hasMessageContaining(description);
  }

  @Test
  void aZeroByteInALaterLineMakesNoBinaryFileOfAText() throws IOException {
    MetadataFiles files = files(MetadataFormat.JSONL);

    assertThat(files.read("{\"id\":\"a\"}\n{\"id\":\0\"b\"}\n{\"id\":\"c\"}\n"))
        .extracting(MetadataFiles.Read::line)
        .containsExactly(1L, 3L);
  }

  @Test
  void zeroBytesAtTheStartOfALineSpoilThatLineAlone() throws IOException {
    MetadataFiles files = files(MetadataFormat.JSONL);

    assertThat(files.read("{\"id\":\"a\"}\n\0\0{\0\n\0{\0\0\n{\0\0\0}\n\0\0\0{\n{\"id\":\"c\"}\n"))
        .extracting(MetadataFiles.Read::line)
        .containsExactly(1L, 6L);
    assertThat(files.problems().badLineList())
        .hasSize(4)
        .allMatch(line -> line.contains(": not JSON in UTF-8: "));
  }

  @Test
  void badJsonLinesAreSkippedCountedAndListed() throws IOException {
    MetadataFiles files = files(MetadataFormat.JSONL);
    byte[] content =
        """
        {"id":"a"}
        {"id":"b"
        ["id"]
        {"id":"c"} and more
        {"name":"d"}
        {"id":"caf\u00e9"}
        {"id":"z"}
        """
            .getBytes(StandardCharsets.ISO_8859_1);

    assertThat(files.read(content))
        .extracting(MetadataFiles.Read::keys)
        .containsExactly(List.of("a"), List.of("z"));
    assertThat(files.problems().lines()).isEqualTo(7);
    assertThat(files.problems().badLines()).isEqualTo(5);
    assertThat(files.problems().badLineList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("line 2: not JSON in UTF-8: "),
            line -> assertThat(line).isEqualTo("line 3: expected a JSON object, found ARRAY"),
            line -> assertThat(line).startsWith("line 4: not JSON in UTF-8: "),
            line ->
                assertThat(line)
                    .isEqualTo("line 5: expected a value of id or url or path, found none"),
            line -> assertThat(line).startsWith("line 6: not JSON in UTF-8: "));
  }

  @Test
  void aLineLongerThanMemoryIsMeantForIsSkipped() throws IOException {
    MetadataFiles files = files(MetadataFormat.JSONL);
    String huge = "{\"id\":\"" + "x".repeat(MetadataFile.LONGEST_RECORD) + "\"}\n";
    assertThat(files.read("{\"id\":\"a\"}\n" + huge + "{\"id\":\"b\"}\n"))
        .extracting(MetadataFiles.Read::line)
        .containsExactly(1L, 3L);
    assertThat(files.problems().badLineList())
        .containsExactly("line 2: longer than " + MetadataFile.LONGEST_RECORD + " bytes");
  }

  @Test
  void aLineOfMoreValuesThanMemoryIsMeantForIsSkipped() throws IOException {
    MetadataFiles files = files(MetadataFormat.JSONL);
    String vast = "{\"id\":\"x\",\"a\":[" + "{},".repeat(300_000) + "{}]}\n";
    assertThat(files.read("{\"id\":\"a\"}\n" + vast + "{\"id\":\"b\"}\n"))
        .extracting(MetadataFiles.Read::line)
        .containsExactly(1L, 3L);
    assertThat(files.problems().badLineList().getFirst())
        .startsWith("line 2: larger than what is read: ")
        .contains(Integer.toString(JsonLinesReader.MOST_TOKENS));
  }

  @Test
  void deepNestingIsABadLine() throws IOException {
    MetadataFiles files = files(MetadataFormat.JSONL);
    files.read("{\"id\":\"a\"}\n{\"id\":" + "[".repeat(1_000_000) + "\n");
    assertThat(files.problems().badLines()).isEqualTo(1);
  }

  @Test
  void onlyTheFirstTwentyBadLinesAreKeptInWords() throws IOException {
    MetadataFiles files = files(MetadataFormat.JSONL);
    files.read("{\"id\":\"a\"}\n" + "{\n".repeat(30));
    assertThat(files.problems().badLines()).isEqualTo(30);
    assertThat(files.problems().badLineList()).hasSize(20);
  }

  @Test
  void aFileWithoutOneGoodRecordIsRefusedWithItsFirstProblem() {
    assertThatThrownBy(() -> files(MetadataFormat.ARXIV).read("{\"id\":\"x\"}\n{}\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(
            "found that none of 2 can be used; line 1: expected an arXiv id, found \"x\"");
    assertThatThrownBy(() -> files(MetadataFormat.CSV).read("id\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected metadata records, found none");
  }
}
