package io.github.hnswsearch.remote;

/** What came of a fetch. */
public enum FetchOutcome {
  FETCHED,
  /** The address, or one that it redirects to, is none that may be fetched; nothing was sent. */
  REFUSED,
  /** No connection, no valid certificate, or an answer that breaks off. */
  UNREACHABLE,
  /** No whole answer in time. */
  TIMED_OUT,
  /** An answer, but not one that holds a file. */
  BAD_ANSWER,
  TOO_LARGE,
  NOT_A_PICTURE,
  /** Not tried: too many others wait, or the program is about to end. */
  NOT_TRIED
}
