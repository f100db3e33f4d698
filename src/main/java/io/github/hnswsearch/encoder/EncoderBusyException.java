package io.github.hnswsearch.encoder;

import java.io.IOException;

/** More callers wait for an encoder than it serves in a reasonable time. */
public final class EncoderBusyException extends IOException {
  private static final long serialVersionUID = 1L;

  EncoderBusyException(String encoder, int waiting) {
    super(
        "encoder %s: expected at most %d waiting queries, found more. Try again in a moment."
            .formatted(encoder, waiting));
  }
}
