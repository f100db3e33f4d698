package io.github.hnswsearch.document;

import io.github.hnswsearch.encoder.TextEncoder;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One vector for a document of any length: the mean of its passages' unit vectors, scaled to unit
 * length. The first passage starts with the title.
 */
public final class DocumentEmbedding {
  private DocumentEmbedding() {}

  /**
   * Embeds a document.
   *
   * @return null where the encoder knows no word of it
   */
  public static @Nullable UnitVector of(TextEncoder encoder, DocumentText document)
      throws IOException {
    return mean(encoder.encodeAll(passages(document).texts()), encoder.dimension());
  }

  /** What of a document is to be encoded: one passage at least. */
  public static Passages passages(DocumentText document) {
    String title = document.title();
    boolean told = title == null || document.text().startsWith(title);
    return Passages.of(told ? document.text() : title + ".\n" + document.text());
  }

  /**
   * What was left out of a document's embedding, in words; mostly empty.
   *
   * @param passages of the document
   */
  public static List<String> notes(DocumentText document, Passages passages) {
    return Stream.concat(document.notes().stream(), passages.notes().stream()).toList();
  }

  /**
   * The direction of the mean of unit vectors.
   *
   * @param vectors of the passages; null where one has none
   * @return null where there are none, or they cancel out
   */
  public static @Nullable UnitVector mean(List<@Nullable UnitVector> vectors, int dimension) {
    double[] sum = new double[dimension];
    for (@Nullable UnitVector vector : vectors) {
      if (vector != null) {
        for (int i = 0; i < dimension; i++) {
          sum[i] += vector.components()[i];
        }
      }
    }
    float[] components = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      components[i] = (float) sum[i];
    }
    try {
      return UnitVector.of(components);
    } catch (UnitVector.DefectException e) {
      return null;
    }
  }
}
