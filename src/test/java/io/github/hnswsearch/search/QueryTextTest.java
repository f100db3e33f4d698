package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Schema;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a typed text are filters, what is scored by words, and what is embedded. */
class QueryTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        "dust year:2015..2017        | year:2015..2017           | dust",
        "year:2015 dust              | year:2015                 | dust",
        "dust -year:2016             | -year:2016                | dust",
        "dust +category:cs.LG arm    | category:cs.LG            | dust arm",
        "dust category:(cs.LG,cs.AI) | category:(cs.LG,cs.AI)    | dust",
        "dust score:..0.5            | score:..0.5               | dust",
        "dust updated:2017-06        | updated:2017-06           | dust",
        "dust license:\"Libre, sans\" | license:\"Libre, sans\"  | dust",
        "dust -title:prime           | -title:prime              | dust",
        "(a survey) year:2015        | year:2015                 | (a survey)",
        "O(n log n) year:2015        | year:2015                 | O(n log n)",
      })
  void conditionsOnFieldsAreFiltersOfTheirOwnSyntax(String text, String filter, String rest) {
    QueryText read = read(text);
    assertThat(read.filters()).containsExactly(new FilterParser(Papers.SCHEMA).parse(filter));
    assertThat(read.words()).isEqualTo(rest);
    assertThat(read.embedded()).isEqualTo(rest);
    assertThat(read.syntax()).isFalse();
    assertThat(read.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        "dust title:prime              | title:prime              | dust title:(\"prime\")",
        "dust author:\"van der Fog\"   | author:\"van der Fog\"   | dust author:(\"van\" \"der\" \"Fog\")",
        "dust title:\"galaxy dust\"    | title:\"galaxy dust\"    | dust title:(\"galaxy dust\")",
        "dust author:(Ada,\"Zoë Bee\") | author:(Ada,\"Zoë Bee\") | dust author:(\"Ada\" \"Zoë\" \"Bee\")",
      })
  void whatIsAskedOfTextsAndNamesIsScoredAsWell(String text, String filter, String words) {
    QueryText read = read(text);
    assertThat(read.filters()).containsExactly(new FilterParser(Papers.SCHEMA).parse(filter));
    assertThat(read.words()).isEqualTo(words);
    assertThat(read.embedded()).isEqualTo("dust");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dust -graph", "dust !graph", "-graph dust", "dust -\"graph\""})
  void anExcludedWordIsInNoFieldThatWordsAreSearchedIn(String text) {
    QueryText read = read(text);
    assertThat(read.filters())
        .containsExactly(
            new Filter(field("title"), true, List.of(new Filter.Exact("graph", true))),
            new Filter(field("author"), true, List.of(new Filter.Exact("graph", true))));
    assertThat(read.words()).isEqualTo("dust");
    assertThat(read.embedded()).isEqualTo("dust");
  }

  @Test
  void aCollectionWithoutTextsExcludesNoWords() {
    Schema years = new Schema(List.of(new Field("year", FieldType.LONG)));
    QueryText read = QueryText.of("a dog -cat year:2015", years);
    assertThat(read.embedded()).isEqualTo("a dog -cat");
    assertThat(read.filters()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  dust   and  signal ",
        "BERT: Pre-training of deep transformers",
        "http://a.b/c?d=e",
        "colour:red dust",
        "note:secret dust",
        "Title:dust",
        "year: 2015",
        "a - b -- c",
        "C++ and the S-matrix",
        "(-1)-curves, spin -1/2 and (+2)",
        "a -> b",
        "\"galaxy dust\"",
        "(a survey of dust)",
        "\"galaxy year:2015\"",
        "$-x$ and \\alpha",
      })
  void aTextWithoutConditionsStaysAsItWasTyped(String text) {
    assertThat(read(text)).isEqualTo(new QueryText(List.of(), text, text, false, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        "dust AND year:2015            | dust",
        "dust OR title:arm             | dust arm",
        "dust NOT arm                  | dust",
        "dust && arm -graph            | dust arm",
        "+dust year:2015               | dust",
        "(dust year:2015) arm          | dust arm",
        "dust -(arm graph) year:2015   | dust (arm graph)",
        "title:gal* dust -arm          | gal* dust",
        "title:dust^2 arm              | dust^2 arm",
        "dust year:[2015 TO 2017]      | dust",
        "author:(ada OR bee) dust      | (ada OR bee) dust",
        "title:\"galaxy dust\"~3 arm   | \"galaxy dust\"~3 arm",
      })
  void aQueryOfOperatorsIsLeftToTheWordsAndEmbeddedWithoutThem(String text, String embedded) {
    assertThat(read(text)).isEqualTo(new QueryText(List.of(), text, embedded, true, List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "dust year:often,year:often,a whole number",
    "dust year:2017..2015,year:2017..2015,Write 2015..2017",
    "dust updated:2016-13,updated:2016-13,'a day, month or year'",
  })
  void aConditionThatCannotBeReadIsTextAndTheWarningSaysWhy(
      String text, String clause, String why) {
    QueryText read = read(text);
    assertThat(read.filters()).isEmpty();
    assertThat(read.words()).isEqualTo(text);
    assertThat(read.embedded()).isEqualTo(text);
    assertThat(read.warnings())
        .singleElement()
        .asString()
        .startsWith("\"" + clause + "\" was searched as words.")
        .contains(why);
  }

  @Test
  void moreThanAQueryCanHoldIsLeftToTheWords() {
    assertThat(read("-word ".repeat(200)).filters()).isEmpty();
    assertThat(read("-word ".repeat(200)).syntax()).isTrue();
  }

  @Property(tries = 1_000)
  void anyTextIsRead(
      @ForAll
          @StringLength(max = 60)
          @Chars({
            '"', '(', ')', '[', ']', '{', '}', '\\', '+', '-', '!', '*', '?', '~', '^', ':', '&',
            '|', '.', ',', ' '
          })
          @CharRange(from = '0', to = '3')
          @CharRange(from = 'a', to = 'c')
          String text) {
    for (String typed : List.of(text, "year:" + text, "x -title:" + text, "author:(" + text)) {
      QueryText read = read(typed);
      assertThat(read.filters().isEmpty() || !read.syntax()).isTrue();
    }
  }

  private static QueryText read(String text) {
    return QueryText.of(text, Papers.SCHEMA);
  }

  private static Field field(String name) {
    return Papers.SCHEMA.find(name).orElseThrow();
  }
}
