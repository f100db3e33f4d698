package io.github.hnswsearch.index;

/** Hears how far a build has come; called by one thread at a time. */
public interface BuildListener {
  /** Hears nothing. */
  BuildListener SILENT = new BuildListener() {};

  /**
   * A phase begins.
   *
   * @param phase what is done, for people: {@code "Reading rows"}
   * @param steps how many steps it has, or -1 where that is unknown
   * @param unit what a step is: {@code "rows"}
   */
  default void begin(String phase, long steps, String unit) {}

  /** A better guess at how many steps the phase has, those that are done included. */
  default void expect(long steps) {}

  /** More steps of the phase are done. */
  default void advance(long steps) {}

  /** The phase has ended. */
  default void end() {}

  /**
   * A build goes on where an interrupted one was.
   *
   * @param rows that have been read already; 0 where there is none to go on with
   */
  default void resumed(long rows) {}

  /**
   * A build has failed whose rows, so many, are kept: it can be gone on with once the cause is
   * mended.
   */
  default void kept(long rows) {}
}
