package io.github.hnswsearch.index;

import java.io.IOException;

/** Examines a freshly built generation before it goes live. */
@FunctionalInterface
public interface Verification {

  /**
   * What was measured.
   *
   * @param defaultEf the ef that searches use unless they say otherwise
   * @param calibration recall and latency per k and ef
   */
  record Findings(int defaultEf, CalibrationTable calibration) {}

  /**
   * Measures the recall of an index that has been found to be whole.
   *
   * @param unverified the staged generation; its manifest has no calibration yet
   * @throws io.github.hnswsearch.record.BadInputException if it must not go live, saying why
   */
  Findings verify(Generation unverified) throws IOException;
}
