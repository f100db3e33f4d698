package io.github.hnswsearch.document;

import java.util.Locale;

/** Why a document gives no text. */
public enum DocumentFault {
  /** A file of another kind than the ones that are read. */
  UNSUPPORTED,
  /** Larger than is opened, or unpacks to more than is read. */
  TOO_LARGE,
  /** Opens with a password only. */
  ENCRYPTED,
  /** Holds no text: a scan, a drawing, an empty file. */
  NO_TEXT,
  /** Breaks the rules of its format. */
  DAMAGED,
  /** Took longer than is waited for. */
  TIMED_OUT,
  /** Cannot be opened: gone, or no permission. */
  UNREADABLE;

  /** As lists and counts write it: {@code no_text}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
