package io.github.hnswsearch.dataset.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.descriptor.MetadataFormat;
import io.github.hnswsearch.record.FieldType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArxivMetadataTest {
  private static final String SNAPSHOT_LINE =
      """
      {"id":"0811.0042","submitter":"Ada Bee","authors":"A. B\\\\'ee (1), C.-D. Eff ((1) X)",\
      "title":"On $k$-trees and\\n  their shadows","comments":"5 pages,\\n  2 figures",\
      "journal-ref":"J. Trees 7:1-5,\\n 2009","doi":"10.1000/a 10.1000/b",\
      "report-no":"XYZ-08-1, QRS-2","categories":"math.CO cs.DM 68T45, 62H30 (Primary) I.5.3;",\
      "license":"http://arxiv.org/licenses/nonexclusive-distrib/1.0/",\
      "abstract":"  We count\\ntrees of \\\\'etale kind.\\n",\
      "versions":[{"version":"v1","created":"Sun, 2 Nov 2008 19:18:42 GMT"},\
      {"version":"v2","created":"Mon, 2 Feb 2009 20:10:27 GMT"}],"update_date":"2009-02-03",\
      "authors_parsed":[["B\\\\'ee","A.","","X"],["Eff","C. -D.",""]]}
      """;

  private MetadataFiles files;

  @BeforeEach
  void create(@TempDir Path folder) {
    files = new MetadataFiles(folder, MetadataFormat.ARXIV);
  }

  private MetadataFiles.Read one(String line) throws IOException {
    List<MetadataFiles.Read> records = files.read(line);
    assertThat(records).hasSize(1);
    return records.getFirst();
  }

  @Test
  void everyKeyOfTheSnapshotIsRead() throws IOException {
    MetadataFiles.Read paper = one(SNAPSHOT_LINE);

    assertThat(paper.keys()).containsExactly("0811.0042");
    assertThat(paper.entry().metadata().values())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("title", List.of("On $k$-trees and their shadows")),
                Map.entry("author", List.of("A. Bée", "C.-D. Eff")),
                Map.entry("abstract", List.of("We count trees of \\'etale kind.")),
                Map.entry("category", List.of("math.CO", "cs.DM")),
                Map.entry("year", List.of("2008")),
                Map.entry("date", List.of("2008-11-02")),
                Map.entry("updated", List.of("2009-02-03")),
                Map.entry("doi", List.of("10.1000/a", "10.1000/b")),
                Map.entry("journal", List.of("J. Trees 7:1-5, 2009")),
                Map.entry(
                    "license", List.of("http://arxiv.org/licenses/nonexclusive-distrib/1.0/")),
                Map.entry("comments", List.of("5 pages, 2 figures")),
                Map.entry("report_no", List.of("XYZ-08-1", "QRS-2"))));
    assertThat(files.problems().droppedValues()).isZero();
  }

  @Test
  void fieldsAreNamedAsFiltersNameThem() throws IOException {
    one(SNAPSHOT_LINE);
    try (MetadataReader reader = files.open()) {
      assertThat(reader.schema().names(FieldType.TEXT))
          .containsExactly("title", "abstract", "journal");
      assertThat(reader.schema().names(FieldType.NAME)).containsExactly("author");
      assertThat(reader.schema().names(FieldType.CATEGORY)).containsExactly("category");
      assertThat(reader.schema().names(FieldType.LONG)).containsExactly("year");
      assertThat(reader.schema().names(FieldType.DATE)).containsExactly("date", "updated");
      assertThat(reader.schema().names(FieldType.KEYWORD))
          .containsExactly("doi", "license", "report_no");
      assertThat(reader.schema().names(FieldType.STORED))
          .containsExactly("comments", "author_rest", "date_precision");
    }
  }

  @Test
  void aShortRecordTakesItsDateFromItsId() throws IOException {
    MetadataFiles.Read paper =
        one(
            """
            {"id":"hep-th/9711200","title":"T","authors":"J. Doe and K. Roe","categories":"hep-th"}
            """);

    assertThat(paper.keys()).containsExactly("hep-th_9711200");
    assertThat(paper.all("author")).containsExactly("J. Doe", "K. Roe");
    assertThat(paper.all("year")).containsExactly("1997");
    assertThat(paper.all("date")).containsExactly("1997-11-01");
    assertThat(paper.all("date_precision")).containsExactly("month");
    assertThat(paper.all("author_rest")).isEmpty();
  }

  @Test
  void thatOnlySomeAuthorsAreNamedIsKeptBesideThem() throws IOException {
    MetadataFiles.Read paper =
        one("{\"id\":\"1910.11333\",\"authors\":\"F. Arute, K. Arya, et al.\"}\n");

    assertThat(paper.all("author")).containsExactly("F. Arute", "K. Arya");
    assertThat(paper.all("author_rest")).containsExactly("et al.");
  }

  @Test
  void aYearOfItsOwnStandsWhereThereAreNoVersions() throws IOException {
    assertThat(one("{\"id\":\"1706.03762\",\"year\":2018}\n").all("year")).containsExactly("2018");
  }

  @Test
  void authorsMayBeAList() throws IOException {
    assertThat(one("{\"id\":\"1706.03762\",\"authors\":[\"A. Bee\",\"C. Dee\"]}\n").all("author"))
        .containsExactly("A. Bee", "C. Dee");
  }

  @Test
  void nullAndEmptyValuesAreAbsent() throws IOException {
    assertThat(
            one("{\"id\":\"1706.03762\",\"title\":null,\"doi\":\"\",\"license\":\" \"}\n")
                .entry()
                .metadata()
                .values())
        .containsOnlyKeys("year", "date", "date_precision");
  }

  @Test
  void aWrongWeekdayDoesNotMatter() throws IOException {
    assertThat(
            one("{\"id\":\"1706.03762\",\"versions\":[{\"created\":\"Tue, 12 Jun 2017 17:57:34 GMT\"}]}")
                .all("date"))
        .containsExactly("2017-06-12");
  }

  @Test
  void aDateThatCannotBeReadIsDroppedAndListed() throws IOException {
    MetadataFiles.Read paper =
        one(
            "{\"id\":\"1706.03762\",\"versions\":[{\"created\":\"in June\"}],"
                + "\"update_date\":\"2017-02-30\"}\n");

    assertThat(paper.all("date")).containsExactly("2017-06-01");
    assertThat(paper.all("updated")).isEmpty();
    assertThat(files.problems().droppedValueList())
        .containsExactly(
            "line 1, versions: expected a time such as \"Mon, 2 Apr 2007 19:18:42 GMT\","
                + " found \"in June\"",
            "line 1, update_date: expected a day such as 2017-06-12, found \"2017-02-30\"");
  }

  @ParameterizedTest
  @CsvSource({
    "cs.LG, true",
    "hep-th, true",
    "cond-mat.mes-hall, true",
    "physics.optics, true",
    "cmp-lg, true",
    "astro-ph, true",
    "q-bio.NC, true",
    "68T45, false",
    "I.2.10, false",
    "cs.lg, false",
    "CS.LG, false",
    "and, false",
    "(Primary), false",
    "deep, false",
    "xx.LG, false"
  })
  void onlyCategoriesOfArxivAreKept(String token, boolean kept) throws IOException {
    assertThat(one("{\"id\":\"1706.03762\",\"categories\":\"" + token + "\"}\n").all("category"))
        .isEqualTo(kept ? List.of(token) : List.of());
  }

  static Stream<String> longValues() {
    return Stream.of(
            ",", " ", "\\n", ", ", "&", "Jr,", " and", "et ", "(", "\\\\", "\\\\'", "{", "a-", "-a",
            ":,;")
        .flatMap(piece -> Stream.of("", "math.a").map(start -> start + piece.repeat(100_000)));
  }

  @ParameterizedTest
  @MethodSource("longValues")
  @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aLongValueTakesTimeInProportion(String value) throws IOException {
    for (String column : List.of("authors", "report-no", "categories", "doi", "title")) {
      String line = "{\"id\":\"1706.03762\",\"%s\":\"%s!\"}".formatted(column, value);
      assertThat(one(line).keys()).containsExactly("1706.03762");
    }
    String parsed = "{\"id\":\"1706.03762\",\"authors_parsed\":[[\"%s\"]]}".formatted(value);
    assertThat(one(parsed).keys()).containsExactly("1706.03762");
  }

  @Test
  void furtherKeysArePassedThrough() throws IOException {
    files.fields(Map.of("submitter", FieldType.NAME));
    assertThat(one(SNAPSHOT_LINE).all("submitter")).containsExactly("Ada Bee");
  }
}
