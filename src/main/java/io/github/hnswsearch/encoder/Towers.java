package io.github.hnswsearch.encoder;

import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
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

  /** Runs a model that has just been loaded. */
  @FunctionalInterface
  interface FirstRun {
    void run() throws IOException;
  }

  /**
   * Runs a model for the first time, which shows whether it takes and gives what is described.
   *
   * @param model its file, named in errors
   * @throws BadInputException if it does not
   */
  static void warmUp(String encoder, Path model, FirstRun first) throws BadInputException {
    try {
      first.run();
    } catch (BadInputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new BadInputException(
          model.toString(),
          "expected a model that can be run as it is described, found: " + e.getMessage(),
          "Correct inputs, method and pooling in the description of encoder %s, or fetch or convert the model again"
              .formatted(encoder),
          e);
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
   * @throws IOException if the output is not of the shape that the pooling needs, which is the
   *     model's fault and not that of its input
   */
  static float[] pooled(String encoder, Pooling pooling, Tensor output, int row, int tokens)
      throws IOException {
    try {
      return pooling.pool(output, row, tokens);
    } catch (IllegalArgumentException e) {
      throw new IOException("encoder %s failed: %s".formatted(encoder, e.getMessage()), e);
    }
  }
}
