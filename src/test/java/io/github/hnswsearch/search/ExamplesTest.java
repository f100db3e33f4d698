package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.hnswsearch.document.ContentType;
import io.github.hnswsearch.document.DocumentText;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.SearchResponse.Hit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Searches that start from items, vectors and texts, several at once. */
class ExamplesTest {
  private static PaperIndex index;
  private static Map<String, UnitVector> vectors;

  @BeforeAll
  static void build() throws IOException {
    index = new PaperIndex(300, 17);
    vectors = index.items().stream().collect(Collectors.toMap(Item::id, Item::vector));
  }

  @AfterAll
  static void close() throws IOException {
    index.close();
  }

  @Test
  void onePositiveExampleIsTheSearchForItsNeighbours() throws IOException {
    List<Hit> one = examples(List.of(new Query.ById("p17")), List.of());

    assertThat(one)
        .isEqualTo(index.search(Search.near(new Query.ById("p17"))).hits())
        .extracting(Hit::id)
        .doesNotContain("p17");
  }

  @Test
  void severalPositiveExamplesMeanTheirMean() throws IOException {
    List<Hit> hits =
        examples(List.of(new Query.ById("p3"), new Query.ByText("market price")), List.of());
    UnitVector market = Papers.encoder("abc").encode("market price").vector();
    float[] mean = new float[Papers.DIMENSION];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (vectors.get("p3").components()[i] + market.components()[i]) / 2;
    }

    assertThat(hits).extracting(Hit::id).doesNotContain("p3");
    assertSimilarTo(mean, hits);
  }

  @Test
  void negativeExamplesPushAway() throws IOException {
    List<Hit> hits =
        examples(List.of(new Query.ByText("robot arm")), List.of(new Query.ByText("robot")));
    UnitVector arm = Papers.encoder("abc").encode("robot arm").vector();
    UnitVector robot = Papers.encoder("abc").encode("robot").vector();
    float[] moved = new float[Papers.DIMENSION];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = 2 * arm.components()[i] - robot.components()[i];
    }

    assertSimilarTo(moved, hits);
  }

  @Test
  void negativeExamplesAloneFindWhatIsFarthest() throws IOException {
    List<Hit> hits = examples(List.of(), List.of(new Query.ById("p5")));
    double near = vectors.get("p5").dot(vectors.get(hits.getFirst().id()));

    assertThat(hits).hasSize(100).extracting(Hit::id).doesNotContain("p5");
    assertThat(hits.getFirst().similarity()).isCloseTo(-near, within(1e-5));
    assertThat(near).isNegative();
  }

  @Test
  void aVectorMayBeAnExample() throws IOException {
    float[] vector = vectors.get("p8").components();

    assertThat(examples(List.of(new Query.ByVector(vector)), List.of()))
        .isEqualTo(index.search(Search.near(new Query.ByVector(vector))).hits());
  }

  @Test
  void examplesThatCancelEachOtherOutAreRefused() {
    float[] there = vectors.get("p8").components();
    float[] back = new float[there.length];
    for (int i = 0; i < back.length; i++) {
      back[i] = -there[i];
    }
    assertThatThrownBy(
            () -> examples(List.of(new Query.ByVector(there), new Query.ByVector(back)), List.of()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("cancel each other out");
  }

  @Test
  void anExplanationSaysHowExamplesAreCombined() throws IOException {
    Query.Example one = new Query.ById("p3");
    Query.Example other = new Query.ById("p4");
    Query.Example away = new Query.ByText("robot");

    assertThat(explained(List.of(one, other), List.of(away)))
        .startsWith(
            "The query is twice the mean of the 2 positive examples less the negative example."
                + " Its cosine with the query is ");
    assertThat(explained(List.of(one), List.of())).startsWith("The query is the positive example.");
    assertThat(explained(List.of(), List.of(one, other)))
        .startsWith("The query is the opposite of the mean of the 2 negative examples.");
  }

  private static String explained(List<Query.Example> positive, List<Query.Example> negative)
      throws IOException {
    return index
        .search(Search.near(new Query.ByExamples(positive, negative)).explained())
        .hits()
        .getFirst()
        .explanation()
        .summary();
  }

  @Test
  void anUnknownExampleIsNamed() {
    assertThatThrownBy(() -> examples(List.of(new Query.ById("nobody")), List.of()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("\"nobody\"");
  }

  @Test
  void aDocumentIsSearchedByTheMeanOfItsPassages() throws IOException {
    DocumentText text =
        new DocumentText(ContentType.TEXT, null, "robot arm. ".repeat(400), List.of());
    SearchResponse response = index.search(Search.near(new Query.ByDocument("notes.txt", text)));

    assertThat(response.query()).isEqualTo("notes.txt");
    assertThat(response.hits().getFirst().id())
        .isEqualTo(
            index.search(Search.text("robot arm", SearchMode.VECTOR)).hits().getFirst().id());
  }

  @Test
  void aDocumentOfUnknownWordsIsRefused() {
    DocumentText text = new DocumentText(ContentType.TEXT, null, "nothing known", List.of());

    assertThatThrownBy(() -> index.search(Search.near(new Query.ByDocument("notes.txt", text))))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("file \"notes.txt\": expected words that the encoder words knows");
  }

  private static List<Hit> examples(List<Query.Example> positive, List<Query.Example> negative)
      throws IOException {
    return index.search(Search.near(new Query.ByExamples(positive, negative))).hits();
  }

  private static void assertSimilarTo(float[] direction, List<Hit> hits) {
    assertThat(hits).hasSize(100);
    try {
      UnitVector query = UnitVector.of(direction);
      for (Hit hit : hits) {
        assertThat(hit.similarity()).isCloseTo(query.dot(vectors.get(hit.id())), within(1e-5));
      }
    } catch (UnitVector.DefectException e) {
      throw new AssertionError(e);
    }
  }
}
