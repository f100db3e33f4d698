package io.github.hnswsearch.download;

/** What a pull did for a file. */
public enum PullOutcome {
  /** It came over the network. */
  FETCHED,
  /** It was here already and is what it should be. */
  PRESENT
}
