package io.github.hnswsearch.eval;

import io.github.hnswsearch.index.CalibrationTable;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Manifest.Calibration;
import io.github.hnswsearch.index.Verification;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionOpener;
import io.github.hnswsearch.search.CollectionReader;
import java.io.IOException;
import java.util.List;

/** Opens a new generation as a server would, and measures its recall. */
public final class GenerationVerifier implements Verification {
  /** What a search must find unless its request says otherwise. */
  private static final double DEFAULT_RECALL = 0.98;

  /** Below this a graph is broken rather than coarse. */
  private static final double BROKEN_RECALL = 0.5;

  /** For indexes too small to calibrate. */
  private static final int FALLBACK_EF = 100;

  private final CollectionOpener opener;
  private final List<UnitVector> heldOut;

  /** Measures with rows of the index. */
  public GenerationVerifier(CollectionOpener opener) {
    this(opener, List.of());
  }

  /**
   * Measures with queries that were held out of the rows.
   *
   * @param heldOut those of another dimension than the index are of no use; where none is of use,
   *     rows of the index are the queries
   */
  public GenerationVerifier(CollectionOpener opener, List<UnitVector> heldOut) {
    this.opener = opener;
    this.heldOut = List.copyOf(heldOut);
  }

  @Override
  public Findings verify(Generation unverified) throws IOException {
    try (CollectionReader reader = opener.open(unverified)) {
      List<UnitVector> queries =
          heldOut.stream().filter(query -> query.dimension() == reader.dimension()).toList();
      CalibrationTable table = new Calibrator(reader, queries).measure();
      List<Calibration> points =
          table.points().stream().filter(point -> point.k() == Calibrator.K).toList();
      requireFit(unverified, points);
      return new Findings(defaultEf(points), table);
    }
  }

  private static void requireFit(Generation generation, List<Calibration> points)
      throws BadInputException {
    if (!points.isEmpty() && points.getLast().recall() < BROKEN_RECALL) {
      throw new BadInputException(
          generation.directory().toString(),
          "expected recall@%d of at least %s at ef %d, found %s"
              .formatted(
                  Calibrator.K, BROKEN_RECALL, points.getLast().ef(), points.getLast().recall()),
          "Try quantization none, or a larger max_conn and beam_width; if most vectors are nearly"
              + " the same, check how they were made");
    }
  }

  /** The smallest measured ef that reaches the default recall. */
  private static int defaultEf(List<Calibration> points) {
    return points.stream()
        .filter(point -> point.recall() >= DEFAULT_RECALL)
        .mapToInt(Calibration::ef)
        .findFirst()
        .orElseGet(() -> points.isEmpty() ? FALLBACK_EF : points.getLast().ef());
  }
}
