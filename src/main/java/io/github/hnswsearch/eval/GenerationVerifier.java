package io.github.hnswsearch.eval;

import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Manifest.Calibration;
import io.github.hnswsearch.index.Verification;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.search.CollectionOpener;
import io.github.hnswsearch.search.CollectionReader;
import java.io.IOException;
import java.util.List;

/** Opens a new generation as a server would, counts its items, and measures its recall. */
public final class GenerationVerifier implements Verification {
  /** What a search must find unless its request says otherwise. */
  private static final double DEFAULT_RECALL = 0.98;

  /** Below this a graph is broken rather than coarse. */
  private static final double BROKEN_RECALL = 0.5;

  /** For indexes too small to calibrate. */
  private static final int FALLBACK_EF = 100;

  private final CollectionOpener opener;

  public GenerationVerifier(CollectionOpener opener) {
    this.opener = opener;
  }

  @Override
  public Findings verify(Generation unverified) throws IOException {
    try (CollectionReader reader = opener.open(unverified)) {
      if (reader.size() != unverified.manifest().items()) {
        throw new BadInputException(
            unverified.directory().toString(),
            "expected %d items, found %d".formatted(unverified.manifest().items(), reader.size()),
            "Import the collection again");
      }
      List<Calibration> table = new Calibrator(reader).measure();
      requireFit(unverified, table);
      return new Findings(defaultEf(table), table);
    }
  }

  private static void requireFit(Generation generation, List<Calibration> table)
      throws BadInputException {
    if (!table.isEmpty() && table.getLast().recall() < BROKEN_RECALL) {
      throw new BadInputException(
          generation.directory().toString(),
          "expected recall@%d of at least %s at ef %d, found %s"
              .formatted(
                  Calibrator.K, BROKEN_RECALL, table.getLast().ef(), table.getLast().recall()),
          "Try quantization none, or a larger max_conn and beam_width; if most vectors are nearly"
              + " the same, check how they were made");
    }
  }

  /** The smallest measured ef that reaches the default recall. */
  private static int defaultEf(List<Calibration> table) {
    return table.stream()
        .filter(point -> point.recall() >= DEFAULT_RECALL)
        .mapToInt(Calibration::ef)
        .findFirst()
        .orElseGet(() -> table.isEmpty() ? FALLBACK_EF : table.getLast().ef());
  }
}
