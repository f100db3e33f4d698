package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.lucene.Indexes;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of the filter syntax against the items that a plain loop finds. */
class FilterTest {
  private static List<Item> items;
  private static CollectionReader reader;

  @BeforeAll
  static void build(@TempDir Path folder) throws IOException {
    items = Papers.of(400, 11);
    reader = Indexes.build(folder, Papers.SCHEMA, items);
  }

  @AfterAll
  static void close() throws IOException {
    reader.close();
  }

  static Stream<Arguments> forms() {
    return Stream.of(
        form("category:cs.LG", category("cs.LG")),
        form("category:CS.lg", category("cs.LG")),
        form("category:cs", category("cs")),
        form("category:csx", category("csx")),
        form("category:c", category("c")),
        form("category:LG", category("LG")),
        form("category:(cs.LG,math)", category("cs.LG").or(category("math"))),
        form("category:( cs.LG , \"math.GT\" )", category("cs.LG").or(category("math.GT"))),
        form("-category:cs", category("cs").negate()),
        form("-category:(cs.LG,csx)", category("cs.LG").or(category("csx")).negate()),
        form("  category:  cs.AI  ", category("cs.AI")),
        form("license:CC-BY", license("cc-by")),
        form("license:CC0", license("cc0")),
        form("license:\"Libre, sans Réserve\"", license("libre, sans reserve")),
        form("license:libre, sans reserve", license("libre, sans reserve")),
        form(
            "license:(cc0,\"Libre, sans Réserve\")",
            license("cc0").or(license("libre, sans reserve"))),
        form("-license:cc0", license("cc0").negate()),
        form("author:bee", author("bee")),
        form("author:\"Ada Bee\"", author("ada", "bee")),
        form("author:\"bee ada\"", author("ada", "bee")),
        form("author:Ada Bee", author("ada", "bee")),
        form("author:Bee, Ada", author("ada", "bee")),
        form("author:nunez jose", author("jose", "nunez")),
        form("author:NÚÑEZ", author("nunez")),
        form("author:Zoe", author("zoe")),
        form("author:\"van der Fog, Kim M.\"", author("kim", "m", "van", "der", "fog")),
        form("author:fog der van Kim", author("kim", "van", "der", "fog")),
        form("author:(Bee,Fog)", author("bee").or(author("fog"))),
        form("-author:Ada", author("ada").negate()),
        form("title:quantum", title("quantum")),
        form("title:quantum networks", title("quantum").and(title("network"))),
        form(
            "title:\"quantum field\"",
            metadata -> metadata.first("title").orElseThrow().contains("quantum field")),
        form("year:2017", year(2017, 2017)),
        form("year:2015..2018", year(2015, 2018)),
        form("year:2018..", year(2018, 9999)),
        form("year:..2016", year(0, 2016)),
        form("year: 2015 .. 2018 ", year(2015, 2018)),
        form(
            "year:(2014,2016..2017,2021..)",
            year(2014, 2014).or(year(2016, 2017)).or(year(2021, 9999))),
        form("-year:2015..2018", year(2015, 2018).negate()),
        form("score:0.5..2", score(0.5, 2)),
        form("score:2", score(2, 2)),
        form("score:..1.25", score(-1, 1.25)),
        form("updated:2017", updated("2017-01-01", "2017-12-31")),
        form("updated:2016-02", updated("2016-02-01", "2016-02-29")),
        form("updated:2016-02-11", updated("2016-02-11", "2016-02-11")),
        form("updated:2016..2017-03", updated("2016-01-01", "2017-03-31")),
        form("updated:2016-11-05..", updated("2016-11-05", "9999-12-31")),
        form("updated:..2015", updated("0000-01-01", "2015-12-31")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void aFilterPassesWhatAPlainLoopFinds(String filter, Predicate<Metadata> passes)
      throws IOException {
    assertThat(found(filter)).containsExactlyInAnyOrderElementsOf(expected(passes));
  }

  @Test
  void severalFiltersMustAllPass() throws IOException {
    assertThat(found("category:cs", "year:2016..", "-author:ada"))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            expected(category("cs").and(year(2016, 9999)).and(author("ada").negate())));
    assertThat(found("-category:cs", "-year:2016.."))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            expected(category("cs").or(year(2016, 9999)).negate()));
  }

  @Test
  void aVectorSearchObeysTheSameFilters() throws IOException {
    List<Candidate> nearest =
        reader.nearest(items.getFirst().vector(), 400, 400, filters("category:cs", "-year:2017"));
    assertThat(ids(nearest))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            expected(category("cs").and(year(2017, 2017).negate())));
  }

  @Test
  void aFilterWithoutAWordPassesNothing() throws IOException {
    assertThat(found("author:?!")).isEmpty();
    assertThat(found("title:the")).isEmpty();
  }

  @Test
  void moreValuesThanOneQueryCanHoldAreRefused() {
    String many = "year:(" + "1,".repeat(900) + "1)";
    assertThatThrownBy(() -> found(many, "author:bee"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("512 values");
  }

  @Test
  void aBackslashInQuotesMakesTheNextCharacterLiteral() {
    assertThat(new FilterParser(Papers.SCHEMA).parse("license:\"a \\\"b\\\\ c\"").values())
        .containsExactly(new Filter.Exact("a \"b\\ c", true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        "colour:red          | one of the fields title, author, category, license, year, score, updated",
        "note:secret         | expected one of the fields",
        "Title:x             | expected one of the fields",
        "year                | expected field:value",
        ":x                  | expected field:value",
        "!!                  | expected field:value",
        "--year:2017         | expected field:value",
        "category:           | expected a value behind the colon",
        "category:\"\"       | expected a value behind the colon",
        "category:()         | expected a value behind the colon",
        "category:(cs,)      | expected a value behind the colon",
        "author:\"Ada Bee    | expected a closing quote",
        "author:\"Ada\" Bee  | expected nothing behind the closing quote",
        "author:(\"a\" b)    | expected a comma between values",
        "year:often          | expected a whole number",
        "year:2015..often    | expected a whole number",
        "year:99999999999999999999 | expected a whole number",
        "year:2015.5         | expected a whole number",
        "score:high          | expected a number",
        "score:NaN           | expected a number",
        "updated:2016-13     | expected a day, month or year",
        "updated:2015-02-29  | expected a day, month or year",
        "year:2018..2015     | lower end of a range first, found 2018 before 2015. Write 2015..2018.",
        "-year:(1,3..2)      | lower end of a range first, found 3 before 2",
        "score:2..0.5        | lower end of a range first, found 2 before 0.5",
        "updated:2017..2016-03 | lower end of a range first, found 2017 before 2016-03",
        "category:cs.*       | Filters have no wildcards: category:cs finds all below cs",
        "author:(Ada,B*)     | Quote a value that holds a *",
        "year:20*            | no wildcards",
        "updated:12/06/2017  | expected a day, month or year",
      })
  void whatIsNoFilterIsRefusedSayingWhatWasExpected(String filter, String expected) {
    assertThatThrownBy(() -> new FilterParser(Papers.SCHEMA).parse(filter))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(expected)
        .hasMessageContaining(filter);
  }

  @Test
  void anAsteriskInQuotesIsPartOfTheValue() {
    assertThat(new FilterParser(Papers.SCHEMA).parse("title:\"A* search\"").values())
        .containsExactly(new Filter.Exact("A* search", true));
    assertThat(FilterText.equal("title", "A*")).isEqualTo("title:\"A*\"");
  }

  @Test
  void aCollectionWithoutFieldsSaysThatItHasNone() {
    assertThatThrownBy(() -> new FilterParser(new Schema(List.of())).parse("year:2017"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("this collection has none")
        .hasMessageContaining("found \"year\"");
  }

  @Test
  void aFilterLongerThanTheLimitIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(() -> new FilterParser(Papers.SCHEMA).parse("title:" + "x".repeat(2_000)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("at most 2000 characters")
        .message()
        .hasSizeLessThan(300);
  }

  @Test
  void moreFiltersThanAQueryCanHoldAreRefused() {
    String[] many = new String[2_000];
    Arrays.fill(many, "category:cs");

    assertThatThrownBy(() -> found(many))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("found 2000. Name fewer.");
  }

  @Test
  void aNameOfManyWordsIsFoundInAnyOrder(@TempDir Path folder) throws IOException {
    Metadata metadata = new Metadata(Map.of("author", List.of("Juan M. P. de la Cruz Ruiz")));
    Item item = new Item("a", "", ClusteredVectors.unit(1), metadata);
    try (CollectionReader one = Indexes.build(folder, Papers.SCHEMA, List.of(item))) {
      for (String name : List.of("de la Cruz Ruiz Juan", "Ruiz Cruz la de Juan", "ruiz juan")) {
        assertThat(one.keyword("", List.of(), 1, filters("author:" + name)).candidates())
            .as(name)
            .hasSize(1);
      }
    }
  }

  private static Arguments form(String filter, Predicate<Metadata> passes) {
    return Arguments.of(filter, passes);
  }

  private static Predicate<Metadata> category(String wanted) {
    return metadata ->
        metadata.all("category").stream()
            .anyMatch(value -> value.equals(wanted) || value.startsWith(wanted + "."));
  }

  private static Predicate<Metadata> license(String wanted) {
    return metadata -> metadata.all("license").stream().anyMatch(v -> fold(v).equals(wanted));
  }

  private static Predicate<Metadata> author(String... words) {
    return metadata ->
        metadata.all("author").stream()
            .anyMatch(
                name -> Arrays.asList(fold(name).split("[ .]+", -1)).containsAll(List.of(words)));
  }

  private static Predicate<Metadata> title(String word) {
    return metadata -> List.of(metadata.first("title").orElseThrow().split(" ", -1)).contains(word);
  }

  private static Predicate<Metadata> year(int from, int to) {
    return metadata -> {
      int year = Integer.parseInt(metadata.first("year").orElseThrow());
      return year >= from && year <= to;
    };
  }

  private static Predicate<Metadata> score(double from, double to) {
    return metadata -> {
      double score = Double.parseDouble(metadata.first("score").orElseThrow());
      return score >= from && score <= to;
    };
  }

  /** ISO days of four-digit years sort as text. */
  private static Predicate<Metadata> updated(String from, String to) {
    return metadata -> {
      String day = metadata.first("updated").orElseThrow();
      return day.compareTo(from) >= 0 && day.compareTo(to) <= 0;
    };
  }

  private static String fold(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT);
  }

  private static List<String> expected(Predicate<Metadata> passes) {
    return items.stream().filter(item -> passes.test(item.metadata())).map(Item::id).toList();
  }

  private static List<Filter> filters(String... texts) {
    FilterParser parser = new FilterParser(Papers.SCHEMA);
    return Arrays.stream(texts).map(parser::parse).toList();
  }

  private static List<String> found(String... filters) throws IOException {
    return ids(reader.keyword("", List.of(), 1_000, filters(filters)).candidates());
  }

  private static List<String> ids(List<Candidate> candidates) throws IOException {
    List<String> ids = new ArrayList<>();
    for (Candidate candidate : candidates) {
      ids.add(reader.document(candidate.item()).id());
    }
    return ids;
  }
}
