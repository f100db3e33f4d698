package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.hnswsearch.search.Explanation.Clause;
import io.github.hnswsearch.search.Explanation.Share;
import io.github.hnswsearch.search.SearchResponse.Hit;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An explanation adds up to what it explains. */
class ExplanationTest {
  private static PaperIndex index;

  @BeforeAll
  static void build() throws IOException {
    index = new PaperIndex(300, 3);
  }

  @AfterAll
  static void close() throws IOException {
    index.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "robot arm",
        "\"robot arm\"",
        "title:robot author:bee",
        "rob*",
        "robot AND NOT quantum",
        "year:[2015 TO 2017] dust",
        "robot^3 arm"
      })
  void theClausesOfWordsAddUpToTheirScore(String text) throws IOException {
    List<Hit> hits = search(text, SearchMode.KEYWORD);

    assertThat(hits).isNotEmpty();
    for (Hit hit : hits) {
      Explanation explanation = hit.explanation();
      assertThat(explanation.keyword().clauses())
          .isNotEmpty()
          .extracting(clause -> -clause.score())
          .isSorted();
      assertThat(explanation.keyword().clauses().stream().mapToDouble(Clause::score).sum())
          .isCloseTo(hit.score(), within(1e-4));
      assertThat(explanation.vector()).isNull();
      assertThat(explanation.fusion()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "robot arm | BM25",
        "\"robot arm\" | BM25",
        "robit~ | BM25",
        "rob* | constant",
        "r?bot | constant",
        "year:[2015 TO 2017] | constant",
        "title:[a TO z] | constant"
      })
  void aClauseSaysItsSimilarity(String text, String similarity) throws IOException {
    List<Hit> hits = search(text, SearchMode.KEYWORD);

    assertThat(hits).isNotEmpty();
    for (Hit hit : hits) {
      assertThat(hit.explanation().keyword().clauses())
          .isNotEmpty()
          .allSatisfy(clause -> assertThat(clause.similarity()).isEqualTo(similarity));
      assertThat(hit.explanation().keyword().measure()).isEqualTo(similarity);
      assertThat(hit.explanation().summary()).contains(" (" + similarity + ": ");
    }
  }

  @Test
  void whereSimilaritiesAreMixedTheSentenceTellsThemApart() throws IOException {
    Hit best = search("+title:robot +year:[2015 TO 2017]", SearchMode.KEYWORD).getFirst();

    assertThat(best.explanation().keyword().measure()).isEqualTo("BM25");
    assertThat(best.explanation().summary())
        .containsPattern("constant: year:\\[2015 TO 2017\\] 1\\.000")
        .containsPattern("BM25: title:robot \\d");
  }

  @ParameterizedTest
  @EnumSource(Fusion.Method.class)
  void theSharesOfTheLegsAddUpToTheFusedScore(Fusion.Method method) throws IOException {
    List<Hit> hits =
        index
            .search(
                Search.text("robot arm", SearchMode.HYBRID)
                    .depth(60)
                    .fusion(method, 0.7, 1.3)
                    .explained())
            .hits();

    for (Hit hit : hits) {
      Explanation.FusionPart fusion = hit.explanation().fusion();
      assertThat(fusion.method()).isEqualTo(method.text());
      assertThat(fusion.parts().stream().mapToDouble(Share::score).sum())
          .isCloseTo(hit.score(), within(1e-9));
      assertThat(fusion.parts()).extracting(Share::leg).isEqualTo(List.copyOf(hit.legs().keySet()));
      assertThat(fusion.rankConstant() == null).isEqualTo(method == Fusion.Method.WEIGHTED);
    }
  }

  @Test
  void theVectorPartIsTheCosineAndItsRank() throws IOException {
    for (Hit hit : search("robot arm", SearchMode.VECTOR)) {
      assertThat(hit.explanation().vector().similarity()).isEqualTo(hit.similarity());
      assertThat(hit.explanation().vector().rank()).isEqualTo(hit.rank());
      assertThat(hit.explanation().vector().measure()).isEqualTo("cosine");
      assertThat(hit.explanation().keyword()).isNull();
    }
  }

  @Test
  void theSummaryTellsTermsFieldsAndMeasures() throws IOException {
    Hit best =
        index
            .search(Search.text("robot", SearchMode.HYBRID).depth(10).explained())
            .hits()
            .getFirst();

    assertThat(best.explanation().summary())
        .contains("Its cosine with the query is ")
        .contains("Its words score ", " (BM25: title:robot ")
        .contains("Reciprocal ranks, weight / (60 + rank): vector ");
  }

  @Test
  void withoutTheWordNothingIsExplained() throws IOException {
    assertThat(index.search(Search.text("robot", SearchMode.HYBRID)).hits())
        .allSatisfy(hit -> assertThat(hit.explanation()).isNull());
  }

  private static List<Hit> search(String text, SearchMode mode) throws IOException {
    return index.search(Search.text(text, mode).depth(40).explained()).hits();
  }
}
