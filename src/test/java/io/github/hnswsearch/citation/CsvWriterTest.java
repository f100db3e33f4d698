package io.github.hnswsearch.citation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.RankedDocument;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that programs read back and spreadsheets do not run. */
final class CsvWriterTest {

  @Test
  void aRowHasRankIdAddressSimilarityScoreAndTheFieldsOfTheCollection() {
    String csv =
        Exports.write(
            ExportFormat.CSV,
            Exports.paper(
                "https://a.b/c",
                "title",
                "Say \"no\", twice\nor more",
                "author",
                List.of("A. Bee", "C. Dee"),
                "year",
                2017L));

    assertThat(csv)
        .isEqualTo(
            "\"rank\",\"id\",\"url\",\"similarity\",\"score\",\"title\",\"author\",\"abstract\",\"category\",\"year\",\"date\","
                + "\"doi\",\"journal\"\r\n"
                + "\"1\",\"1706.03762\",\"https://a.b/c\",\"0.5\",\"0.25\",\"Say \"\"no\"\", twice\nor more\","
                + "\"A. Bee; C. Dee\",,,\"2017\",,,\r\n");
  }

  @Test
  void aFieldCalledLikeAFixedColumnHasAnotherName() throws IOException {
    StringWriter out = new StringWriter();
    Document document = new Document("a", "b", Map.of("score", "c"));
    ExportFormat.CSV
        .writer(out, List.of("score"))
        .write(new RankedDocument(1, null, 0.25, document));

    assertThat(out.toString())
        .isEqualTo(
            """
            "rank","id","url","similarity","score","fields.score"
            "1","a","b",,"0.25","c"
            """
                .replace("\n", "\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "=HYPERLINK(\"http://a.b\")",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u00a0=1",
        "\u0000=1",
        "\ufeff=1",
        "＝1+1",
        "－1+1",
      })
  void formulasAreShownInsteadOfRun(String value) {
    assertThat(CsvWriter.harmless(value)).startsWith("'");
  }

  @ParameterizedTest
  @CsvSource({"-5", "+3", "-1.5e-7", "2017", "a=b", "x-ray", "O'Dee", "a@b.c"})
  void numbersAndTextsStayAsTheyAre(String value) {
    assertThat(CsvWriter.harmless(value)).isEqualTo(value);
  }

  @Property(tries = 500)
  void everyCellComesBackAndNoneIsAFormula(@ForAll("papers") Document paper) throws IOException {
    String csv = Exports.write(ExportFormat.CSV, paper, Exports.titled("The next"));

    List<CSVRecord> rows = parse(csv);
    assertThat(rows).hasSize(2).allMatch(CSVRecord::isConsistent);
    CSVRecord row = rows.getFirst();
    assertThat(row.get("title"))
        .isEqualTo(CsvWriter.harmless(paper.fields().get("title").toString()));
    assertThat(row.stream()).noneMatch(cell -> cell.matches("(?s)[\\s\\p{Z}\\p{Cc}]*[=@＝＋－＠].*"));
    assertThat(rows.getLast().get("title")).isEqualTo("The next");
  }

  @Provide
  Arbitrary<Document> papers() {
    return Exports.hostilePapers();
  }

  private static List<CSVRecord> parse(String csv) throws IOException {
    try (CSVParser parser =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(csv))) {
      return parser.getRecords();
    }
  }
}
