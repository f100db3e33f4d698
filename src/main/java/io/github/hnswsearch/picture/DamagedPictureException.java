package io.github.hnswsearch.picture;

import java.io.IOException;
import java.util.Objects;

/** A picture file that breaks its format; the message says what was expected and found. */
final class DamagedPictureException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * An error.
   *
   * @param message may quote the file; what is not printable is replaced
   */
  DamagedPictureException(String message) {
    super(message.replaceAll("[^ -~]", "?"));
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** Pixels, segments or chunks that are announced and missing at the end of the file. */
  static DamagedPictureException cutOff(String part, long end, long length) {
    return new DamagedPictureException(
        "expected %s to end at byte %d, found the end of the file at byte %d"
            .formatted(part, end, length));
  }
}
