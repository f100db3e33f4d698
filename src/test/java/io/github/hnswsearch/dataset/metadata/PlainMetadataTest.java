package io.github.hnswsearch.dataset.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.descriptor.MetadataFormat;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.FieldType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlainMetadataTest {
  @TempDir Path folder;

  private MetadataFiles csv() {
    return new MetadataFiles(folder, MetadataFormat.CSV);
  }

  private MetadataFiles jsonl() {
    return new MetadataFiles(folder, MetadataFormat.JSONL);
  }

  /** Reads CSV and counts its good lines. */
  private long count(String content) throws IOException {
    MetadataFiles files = csv();
    Files.writeString(files.file(), content);
    try (MetadataReader reader = files.open()) {
      long lines = 0;
      while (reader.next() != null) {
        lines++;
      }
      return lines;
    }
  }

  private static Map<String, FieldType> allTypes() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("Full Title", FieldType.TEXT);
    fields.put("votes", FieldType.LONG);
    fields.put("score", FieldType.DOUBLE);
    fields.put("day", FieldType.DATE);
    return fields;
  }

  private static final Map<String, List<String>> ALL_VALUES =
      Map.of(
          "full_title", List.of("two lines"),
          "votes", List.of("-3"),
          "score", List.of("0.25"),
          "day", List.of("2017-06-12"));

  @Test
  void csvAndJsonLinesSayTheSame() throws IOException {
    List<MetadataFiles.Read> table =
        csv()
            .fields(allTypes())
            .read("id,Full Title,votes,score,day\nx,\"two\n lines\",-3,2.5e-1,2017-06-12\n");
    List<MetadataFiles.Read> lines =
        jsonl()
            .fields(allTypes())
            .read(
                "{\"id\":\"x\",\"Full Title\":\"two\\n lines\",\"votes\":-3,\"score\":0.25,"
                    + "\"day\":\"2017-06-12T08:00:00Z\"}\n");

    assertThat(table.getFirst().entry()).isEqualTo(lines.getFirst().entry());
    assertThat(table.getFirst().entry().metadata().values()).isEqualTo(ALL_VALUES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id,url,path    | 1,2,3 | 1
          path,url       | 3,2   | 2
          path,x         | 3,0   | 3
          """)
  void theKeyIsTheFirstOfIdUrlPath(String header, String row, String key) throws IOException {
    assertThat(csv().read(header + "\n" + row + "\n").getFirst().keys()).containsExactly(key);
  }

  @Test
  void theDescriptorMayNameTheKey() throws IOException {
    assertThat(csv().key("doi").read("id,doi\n1,10.1/x\n").getFirst().keys())
        .containsExactly("10.1/x");
    assertThat(jsonl().key("n").read("{\"id\":1,\"n\":7}\n").getFirst().keys())
        .containsExactly("7");
  }

  @Test
  void anArxivUrlIsAKeyInAnyForm() throws IOException {
    assertThat(csv().read("url\nhttps://arxiv.org/abs/math.GT/0309136v2\n").getFirst().keys())
        .containsExactly("math_0309136");
  }

  @Test
  void anArrayIsSeveralValuesAndAnObjectItsText() throws IOException {
    assertThat(
            jsonl()
                .fields(Map.of("tags", FieldType.KEYWORD, "box", FieldType.STORED))
                .read("{\"id\":\"x\",\"tags\":[\"a\",null,\"b\",3],\"box\":{\"w\":1}}\n")
                .getFirst()
                .entry()
                .metadata()
                .values())
        .isEqualTo(Map.of("tags", List.of("a", "b", "3"), "box", List.of("{\"w\":1}")));
  }

  @ParameterizedTest
  @CsvSource({
    "long, 9223372036854775807, 9223372036854775807",
    "long, 3.0, 3",
    "long, 9223372036854775808, ''",
    "long, 3.5, ''",
    "long, 1e999999999, ''",
    "long, 0x10, ''",
    "double, 1, 1.0",
    "double, 1e400, ''",
    "double, NaN, ''",
    "double, Infinity, ''",
    "double, 1f, ''",
    "date, 2017-6-12, ''",
    "date, 2017-06-12 10:00, 2017-06-12",
    "date, 12/06/2017, ''",
  })
  void aValueThatIsNoneOfItsTypeIsDroppedAndCounted(String type, String text, String value)
      throws IOException {
    MetadataFiles files =
        csv().fields(Map.of("v", FieldType.valueOf(type.toUpperCase(Locale.ROOT))));
    List<String> expected = value.isEmpty() ? List.of() : List.of(value);
    assertThat(files.read("id,v\nx," + text + "\n").getFirst().all("v")).isEqualTo(expected);
    assertThat(files.problems().droppedValues()).isEqualTo(value.isEmpty() ? 1 : 0);
  }

  @Test
  void quotesLineEndsAndByteOrderMarksAreRead() throws IOException {
    assertThat(csv().read("\ufeffid,\"url\"\r\n\"a \"\"b\"\"\",\"c,\r\nd\"\r\n\r\ne,f"))
        .extracting(MetadataFiles.Read::keys)
        .containsExactly(List.of("a \"b\""), List.of("e"));
    assertThat(jsonl().read("\ufeff{\"id\":\"a\"}\r\n\r\n{\"id\":\"b\"}"))
        .extracting(MetadataFiles.Read::line)
        .containsExactly(1L, 3L);
  }

  @Test
  void aRowOfAnotherWidthIsSkippedAndListed() throws IOException {
    MetadataFiles files = csv();
    assertThat(files.read("id,a\n1,x\n2\n3,x,y\n4,x\n"))
        .extracting(MetadataFiles.Read::line)
        .containsExactly(2L, 5L);
    assertThat(files.problems().badLineList())
        .containsExactly(
            "line 3: expected 2 columns, found 1", "line 4: expected 2 columns, found 3");
  }

  @Test
  void aStrayQuoteSpoilsItsOwnRecordsAlone() throws IOException {
    assertThat(csv().read("id,a\n1,x\n\"2,x\n3,\"y\"\n4,x\n5,x\n"))
        .extracting(MetadataFiles.Read::keys)
        .contains(List.of("1"), List.of("4"), List.of("5"));
  }

  @Test
  void aQuoteThatIsNotClosedSpoilsItsOwnLineAlone() throws IOException {
    MetadataFiles files = csv();
    String rest = "6,x\n".repeat(5_000);

    assertThat(files.read("id,a\n1,x\n2,\"x\n3,\"y\nand z\"\n4,x\n5,\"x\n" + rest))
        .extracting(MetadataFiles.Read::line)
        .startsWith(2L, 4L, 6L, 8L)
        .hasSize(3 + 5_000);
    assertThat(files.problems().lines()).isEqualTo(5 + 5_000);
    assertThat(files.problems().badLineList())
        .containsExactly(
            "line 3: expected every quote to be closed, found one that is not",
            "line 7: expected every quote to be closed, found one that is not");
  }

  static Stream<String> linesThatEndWithinQuotes() {
    // Seen from without and from within a quoted value.
    return Stream.of(
        "x\"y,\"z\n".repeat(20_000), ("x\"" + ",".repeat(10_000) + "\"\n").repeat(600));
  }

  @ParameterizedTest
  @MethodSource("linesThatEndWithinQuotes")
  void quotesThatMakeLongRecordsOfManyLinesAreRefusedSoon(String lines) {
    assertThatThrownBy(() -> csv().read("id,a\n" + lines))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected quotes to be closed");
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void linesThatAStrayQuoteJoinedAreReadInTimeInProportion() throws IOException {
    String line = "6," + "x".repeat(29) + "\n";
    int lines = MetadataFile.LONGEST_RECORD / 33;

    assertThat(count("id,a\n1,\"x\n" + line.repeat(lines) + "7,\"y\n")).isEqualTo(lines);
  }

  @Test
  void emptyLinesAreCountedBeforeTheRecordThatFollowsThem() throws IOException {
    assertThat(csv().read("id,a\n\r\n\n1,x\n\n2,x\n"))
        .extracting(MetadataFiles.Read::line)
        .containsExactly(4L, 6L);
  }

  @Test
  void csvThatIsNotUtf8IsRefusedWithItsPlace() {
    byte[] latin1 = "id,a\n1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> csv().read(latin1))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(", line 1 or after: expected text in UTF-8, found other bytes")
        .hasMessageContaining("iconv");
  }

  @Test
  void aQuoteBeforeMoreThanMemoryHoldsSpoilsItsOwnLineAlone() throws IOException {
    String line = "6," + "x".repeat(61) + "\n";
    int lines = MetadataFile.LONGEST_RECORD / 60;

    assertThat(count("id,a\n0,x\n\n1,\"x\n" + line.repeat(lines))).isEqualTo(1 + lines);
  }

  @Test
  void aLineLongerThanMemoryIsMeantForIsRefused() {
    String line = "1," + "x,".repeat(MetadataFile.LONGEST_RECORD);
    assertThatThrownBy(() -> csv().read("id,a\n0,x\n" + line))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(
            ", line 3 or after: expected lines of at most " + MetadataFile.LONGEST_RECORD);
  }

  @Test
  void aTableWithoutItsKeyOrANamedColumnIsRefused() {
    assertThatThrownBy(() -> csv().read("name;title\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("header: expected a column id or url or path, found \"name;title\"");
    assertThatThrownBy(() -> csv().fields(Map.of("votes", FieldType.LONG)).read("id,vote\n1,2\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected a column votes, found \"id,vote\"");
    assertThatThrownBy(() -> csv().read("id,id\n1,2\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected one column id, found \"id,id\"");
  }

  @Test
  void aColumnThatTheFormatReadsItselfIsRefused() {
    MetadataFiles arxiv =
        new MetadataFiles(folder, MetadataFormat.ARXIV).fields(Map.of("Title", FieldType.KEYWORD));
    assertThatThrownBy(() -> arxiv.read("{\"id\":\"1706.03762\"}\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(
            "metadata.fields.Title: expected a new field, found that \"title\" exists already");
  }
}
