package io.github.hnswsearch.eval.bench;

import io.github.hnswsearch.dataset.hdf5.AnnBenchmarksFile;
import io.github.hnswsearch.record.BadInputException;
import java.util.Locale;
import java.util.Optional;

/**
 * By what the neighbours of a file are nearest.
 *
 * @param name as the file has it; {@code angular} where it says nothing
 * @param declared whether the file says it, so that its neighbours can be relied upon
 * @param unitRows whether rows must be unit vectors already, because their lengths would count
 */
record Metric(String name, boolean declared, boolean unitRows) {
  private static final String ANGULAR = "angular";

  /** How far from 1 a length may be that was meant to be 1, in float32. */
  private static final double UNIT_TOLERANCE = 1e-3;

  /**
   * The metric of a file.
   *
   * @throws BadInputException if it is none by which vectors can be compared by their angle
   */
  static Metric of(AnnBenchmarksFile file) throws BadInputException {
    Optional<String> distance = file.distance().map(text -> text.strip().toLowerCase(Locale.ROOT));
    if (distance.isEmpty()) {
      return new Metric(ANGULAR, false, false);
    }
    return switch (distance.get()) {
      case ANGULAR, "cosine" -> new Metric(distance.get(), true, false);
      case "dot", "ip" -> new Metric(distance.get(), true, true);
      default ->
          throw new BadInputException(
              file.path() + ", attribute distance",
              "expected angular, or dot or ip over unit vectors, found " + distance.get(),
              "Collections compare vectors by their angle alone: take a data set of that kind");
    };
  }

  /**
   * Refuses a row whose length would count.
   *
   * @param where for errors: file, data set, row
   */
  void requireFit(String where, float[] block, int offset, int dimension) throws BadInputException {
    if (!unitRows) {
      return;
    }
    double squares = 0;
    for (int i = offset; i < offset + dimension; i++) {
      squares += (double) block[i] * block[i];
    }
    if (!(Math.abs(Math.sqrt(squares) - 1) <= UNIT_TOLERANCE)) {
      throw new BadInputException(
          where,
          String.format(
              Locale.ROOT,
              "expected a unit vector, because the distance is %s, found a length of %.4f",
              name,
              Math.sqrt(squares)),
          "Collections compare vectors by their angle alone: take a data set of unit vectors, or one"
              + " whose distance is angular");
    }
  }
}
