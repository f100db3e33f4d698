package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import io.github.hnswsearch.search.CollectionReader.KeywordMatches;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user may type, and what it finds. */
class KeywordSearchTest {
  static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("title", FieldType.TEXT),
              new Field("abstract", FieldType.TEXT),
              new Field("author", FieldType.NAME),
              new Field("category", FieldType.CATEGORY),
              new Field("year", FieldType.LONG),
              new Field("updated", FieldType.DATE),
              new Field("score", FieldType.DOUBLE),
              new Field("note", FieldType.STORED)));

  private static CollectionReader reader;

  @BeforeAll
  static void build(@TempDir Path folder) throws IOException {
    reader = Indexes.build(folder, SCHEMA, papers());
  }

  @AfterAll
  static void close() throws IOException {
    reader.close();
  }

  static List<Item> papers() {
    return List.of(
        paper("attention", "Attention is all you need", "Ada Bee", "cs.CL", 2017),
        paper("bert", "BERT: Pre-training of deep transformers", "Cy Dee", "cs.CL", 2018),
        paper("network", "Fast networks over TCP/IP", "Ada Dee", "cs.NI", 2015),
        paper(
            "accents",
            "Poincar\\'e, Erd\\H{o}s and Schr\\\"{o}dinger",
            "Ren\\'e Fée",
            "math",
            1999),
        paper(
            "tex",
            "The $\\alpha$ decay of CO$_2$ at \\mathbf{x}-ray edges",
            "Eff",
            "physics",
            2020),
        paper("plain", "Müller's café for the studies of studying", "Gee", "math.GT", 2021));
  }

  private static Item paper(String id, String title, String author, String category, int year) {
    return new Item(
        id,
        "",
        ClusteredVectors.unit(1, id.length()),
        new Metadata(
            Map.of(
                "title", List.of(title),
                "author", List.of(author, "Someone Else"),
                "category", List.of(category),
                "year", List.of(Integer.toString(year)),
                "updated", List.of(year + "-06-12"),
                "score", List.of(Double.toString(year / 1000.0)))));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '!',
      value = {
        "study, plain",
        "networking, network",
        "transformer, bert",
        "muller, plain",
        "MÜLLER, plain",
        "cafe, plain",
        "Poincaré, accents",
        "poincare, accents",
        "Poincar\\'e, accents",
        "Erdős, accents",
        "erdos, accents",
        "Schrödinger, accents",
        "schrodinger, accents",
        "author:rene, accents",
        "author:fee, accents",
        "alpha, tex",
        "$\\alpha$, tex",
        "CO2, tex",
        "CO$_2$, tex",
        "decays, tex",
        "x-ray, tex",
      })
  void aWordIsFoundHoweverItIsWritten(String typed, String paper) throws IOException {
    assertThat(found(typed)).containsExactly(paper);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        "title:attention                    | attention",
        "author:attention                   | !!",
        "author:ada                         | attention network",
        "author:(ada AND dee)               | network",
        "\"all you need\"                   | attention",
        "\"need you all\"                   | !!",
        "author:\"bee someone\"             | !!",
        "year:[2015 TO 2018]                | attention bert network",
        "year:{2015 TO 2018}                | attention",
        "year:[2018 TO *]                   | bert plain tex",
        "year:[* TO 1999]                   | accents",
        "year:[2020 TO 2010]                | !!",
        "year:2017                          | attention",
        "year:2015..2018                    | attention bert network",
        "year:2018..                        | bert plain tex",
        "year:..1999                        | accents",
        "+year:2015..2018 +bert             | bert",
        "updated:2017-06-12..2018-01-01     | attention",
        "updated:[2017-06-12 TO 2018-01-01] | attention",
        "score:[2.0155 TO 2.0175]           | attention",
        "category:cs                        | attention bert network",
        "category:CS.cl                     | attention bert",
        "ada AND attention                  | attention",
        "attention OR bert                  | attention bert",
        "ada NOT attention                  | network",
        "+ada -networks                     | attention",
        "+ada -title:networks               | attention",
        "ada -category:cs.NI                | attention",
        "trans*                             | bert",
        "BERT: Pre-training                 | bert",
        "TCP/IP                             | network",
        "/tcp/                              | network",
        "attention -                        | attention",
        "- attention                        | attention",
        "pre-training                       | bert",
      })
  void theSyntaxMeansWhatItSays(String text, String papers) throws IOException {
    assertThat(found(text))
        .containsExactlyInAnyOrder(papers.isEmpty() ? new String[0] : papers.split(" ", -1));
    assertThat(search(text).warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"attention",
        "attention)",
        "(attention",
        "[attention",
        "attention AND",
        "attention^",
        "title:[attention",
        "*attention",
        "year:often attention",
        "year:{9223372036854775807 TO *} attention"
      })
  void whatIsNoSyntaxIsSearchedAsPlainWordsAndSaysSo(String text) throws IOException {
    assertThat(found(text)).contains("attention");
    assertThat(search(text).warnings()).singleElement().asString().contains("plain words");
  }

  @Test
  void anUnknownFieldIsAWordAndTheWarningListsTheFields() throws IOException {
    assertThat(found("foo:attention")).contains("attention");
    assertThat(search("foo:attention").warnings())
        .singleElement()
        .asString()
        .contains("no field \"foo\"", "title, abstract, author");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\n\t"})
  void blankTextBrowsesEverything(String text) throws IOException {
    assertThat(found(text)).hasSize(6);
    assertThat(search(text).total()).isEqualTo(6);
    assertThat(search(text).exact()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "?!", "()", "\\"})
  void aTextWithoutAWordFindsNothingAndSaysSo(String text) throws IOException {
    assertThat(found(text)).isEmpty();
    assertThat(search(text).warnings())
        .anySatisfy(warning -> assertThat(warning).contains("no word"));
  }

  @Test
  void wordsTooCommonToSearchForFindNothingAndSaySo() throws IOException {
    KeywordMatches matches = reader.keyword("of the and", List.of("title"), 10, List.of());
    assertThat(matches.candidates()).isEmpty();
    assertThat(matches.warnings()).singleElement().asString().contains("no word");
    assertThat(found("the")).isEmpty();
  }

  @Test
  void aWordAmongEmojiIsFound() throws IOException {
    assertThat(found("😀 attention 👩‍👩‍👧")).containsExactly("attention");
  }

  @Test
  void theBestMatchComesFirst() throws IOException {
    KeywordMatches matches = search("deep attention transformers");
    assertThat(found("deep attention transformers")).containsExactly("bert", "attention");
    assertThat(matches.candidates().getFirst().score())
        .isGreaterThan(matches.candidates().getLast().score());
  }

  @Test
  void onlyTheGivenFieldsAreSearched() throws IOException {
    assertThat(reader.keyword("ada", List.of("title"), 10, List.of()).candidates()).isEmpty();
    assertThat(reader.keyword("ada", List.of("author"), 10, List.of()).candidates()).hasSize(2);
  }

  @Test
  void theTotalCountsWhatIsBeyondTheDepth() throws IOException {
    KeywordMatches matches = reader.keyword("ada", List.of(), 1, List.of());
    assertThat(matches.candidates()).hasSize(1);
    assertThat(matches.total()).isEqualTo(2);
  }

  @Nested
  class LongTexts {
    @Test
    void aPastedPageIsSearchedByItsBeginningAndSaysSo() throws IOException {
      StringBuilder page = new StringBuilder("attention ");
      for (int i = 0; i < 5_000; i++) {
        page.append("word").append(i).append(' ');
      }
      assertThat(found(page.toString())).containsExactly("attention");
      assertThat(search(page.toString()).warnings())
          .singleElement()
          .asString()
          .contains("too long");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 341, 400, 600, 1_000, 1_100})
    void anyNumberOfWordsIsSearched(int words) throws IOException {
      StringBuilder text = new StringBuilder("attention");
      for (int i = 1; i < words; i++) {
        text.append(" word").append(i);
      }
      assertThat(found(text.toString())).containsExactly("attention");
    }

    @Test
    void tenThousandCharactersWithoutASpaceAreSearched() throws IOException {
      assertThat(found("x".repeat(10_000))).isEmpty();
      assertThat(found("你好".repeat(5_000))).isEmpty();
    }

    @Test
    void deepBracketsAreSearchedAsPlainWords() throws IOException {
      String nested = "(".repeat(5_000) + "attention" + ")".repeat(4_900);
      assertThat(found(nested)).containsExactly("attention");
      String closed = "(".repeat(4_900) + "attention" + ")".repeat(4_900);
      assertThat(found(closed)).containsExactly("attention");
    }

    @Test
    void patternsThatWouldTakeForeverAreSearchedAsPlainWords() throws IOException {
      assertThat(found("a*" + "?".repeat(60) + "b attention")).contains("attention");
      assertThat(found("attention \\\\/(a|b)*a(a|b){40}/")).contains("attention");
    }
  }

  private static KeywordMatches search(String text) throws IOException {
    return reader.keyword(text, List.of(), 10, List.of());
  }

  private static List<String> found(String text) throws IOException {
    List<String> ids = new ArrayList<>();
    for (Candidate candidate : search(text).candidates()) {
      ids.add(reader.document(candidate.item()).id());
    }
    return ids;
  }
}
