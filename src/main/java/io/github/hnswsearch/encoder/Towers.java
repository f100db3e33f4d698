package io.github.hnswsearch.encoder;

import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.UnitVector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the towers of texts and pictures have in common. */
final class Towers {
  private Towers() {}

  /** The vector at unit length, null where it has no direction. */
  static @Nullable UnitVector unit(float[] vector) {
    try {
      return UnitVector.of(vector);
    } catch (UnitVector.DefectException e) {
      return null;
    }
  }

  static void requireDimension(EncoderIdentity expected, Path model, int found)
      throws BadInputException {
    if (found != expected.dimension()) {
      throw new BadInputException(
          model.toString(),
          "expected vectors of %d dimensions, found %d".formatted(expected.dimension(), found),
          "Correct the dimension in the description of encoder " + expected.name());
    }
  }

  static <T> List<List<T>> batches(List<T> all, int size) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      batches.add(all.subList(from, Math.min(from + size, all.size())));
    }
    return batches;
  }

  /**
   * One row of a model's output as a vector.
   *
   * @param model its file, named in errors
   * @throws BadInputException if the output is not of the shape that the pooling needs
   */
  static float[] pooled(Path model, Pooling pooling, Tensor output, int row, int tokens)
      throws BadInputException {
    try {
      return pooling.pool(output, row, tokens);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          model.toString(),
          String.valueOf(e.getMessage()),
          "Correct pooling in the encoder's description, or fetch or convert the model again",
          e);
    }
  }
}
