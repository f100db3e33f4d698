package io.github.hnswsearch.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.hnswsearch.encoder.WordEncoder;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DocumentEmbeddingTest {
  private static final WordEncoder ENCODER =
      new WordEncoder("words", "1", 64, Set.of("whale", "ship", "title"));

  private static DocumentText document(@Nullable String title, String text) {
    return new DocumentText(ContentType.TEXT, title, text, List.of());
  }

  private static UnitVector vector(float... components) {
    try {
      return UnitVector.of(components);
    } catch (UnitVector.DefectException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aShortDocumentIsEmbeddedAsItIs() throws IOException {
    assertThat(DocumentEmbedding.of(ENCODER, document(null, "whale ship")))
        .isEqualTo(ENCODER.encode("whale ship").vector());
  }

  @Test
  void theTitleCounts() throws IOException {
    assertThat(DocumentEmbedding.of(ENCODER, document("title", "whale")))
        .isEqualTo(ENCODER.encode("title whale").vector());
  }

  @Test
  void aTitleThatTheTextStartsWithCountsOnce() throws IOException {
    assertThat(DocumentEmbedding.of(ENCODER, document("title", "title whale")))
        .isEqualTo(ENCODER.encode("title whale").vector());
  }

  @Test
  void aLongDocumentIsTheMeanOfItsPassages() throws IOException {
    String text = "whale. ".repeat(140) + "ship. ".repeat(150);
    UnitVector whole = DocumentEmbedding.of(ENCODER, document(null, text));

    assertThat(whole).isNotNull();
    assertThat(whole.dot(ENCODER.encode("whale").vector())).isGreaterThan(0.6);
    assertThat(whole.dot(ENCODER.encode("ship").vector())).isGreaterThan(0.6);
  }

  @Test
  void whatIsLeftOutOfALongDocumentIsNoted() {
    DocumentText cut =
        new DocumentText(ContentType.TEXT, null, "whale. ".repeat(40_000), List.of("cut short"));
    Passages passages = DocumentEmbedding.passages(cut);

    assertThat(passages.texts()).hasSize(Passages.MOST);
    assertThat(DocumentEmbedding.notes(cut, passages))
        .containsExactly(
            "cut short",
            "of the %d passages of the text 100 were embedded, spread evenly over it"
                .formatted(passages.total()));
    assertThat(DocumentEmbedding.notes(document(null, "whale"), Passages.of("whale"))).isEmpty();
  }

  @Test
  void aDocumentOfUnknownWordsHasNoVector() throws IOException {
    assertThat(DocumentEmbedding.of(ENCODER, document(null, "submarine"))).isNull();
  }

  @Test
  void theMeanIsScaledToUnitLengthAndLeavesOutWhatHasNoVector() {
    UnitVector mean =
        DocumentEmbedding.mean(Arrays.asList(vector(1, 0), null, vector(0, 2), vector(0, 1)), 2);

    assertThat(mean).isNotNull();
    assertThat(mean.components()[0]).isCloseTo((float) (1 / Math.sqrt(5)), within(1e-6f));
    assertThat(mean.components()[1]).isCloseTo((float) (2 / Math.sqrt(5)), within(1e-6f));
  }

  @Test
  void vectorsThatCancelOutHaveNoMean() {
    assertThat(DocumentEmbedding.mean(List.of(vector(1, 0), vector(-1, 0)), 2)).isNull();
  }
}
