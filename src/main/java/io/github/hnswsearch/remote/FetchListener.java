package io.github.hnswsearch.remote;

/** Hears of every fetch that was tried, for example to count them. */
@FunctionalInterface
public interface FetchListener {
  FetchListener NONE = (seconds, outcome) -> {};

  /**
   * Called at the end of a fetch, on the thread that did it.
   *
   * @param seconds how long it took, without the time it waited for others
   */
  void fetched(double seconds, FetchOutcome outcome);
}
