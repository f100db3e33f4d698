package io.github.hnswsearch.document;

import java.io.IOException;

/** So many documents were given up while they were read that no more are begun. */
public final class TooManyHangingException extends IOException {
  private static final long serialVersionUID = 1L;

  TooManyHangingException(int hanging) {
    super(
        "expected documents whose reading ends, found %d that hang; start the program again to go"
                .formatted(hanging)
            + " on after them");
  }
}
