package io.github.hnswsearch.dataset;

/** Is told how far the opening of a data set has come, by the thread that opens it. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = (step, done, total) -> {};

  /** What takes its time while a data set is opened. */
  enum Step {
    /** Reading the ids of all rows; counted in rows. */
    IDS,
    /** Reading the metadata file; counted in bytes of the file. */
    METADATA
  }

  void advanced(Step step, long done, long total);
}
