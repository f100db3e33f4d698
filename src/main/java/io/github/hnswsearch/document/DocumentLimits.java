package io.github.hnswsearch.document;

import java.time.Duration;

/**
 * What reading a document may cost.
 *
 * @param bytes size of a PDF or DOCX file that is opened at all; of other files so many bytes are
 *     read and the rest is left out
 * @param unpackedBytes size to which a compressed part of a file may unpack
 * @param pages pages of a PDF that are read; the rest is left out
 * @param characters of text that are kept; the rest is left out
 * @param time after which reading is given up
 */
public record DocumentLimits(
    long bytes, long unpackedBytes, int pages, int characters, Duration time) {
  /** Wide enough for any book, narrow enough for a heap of 512 MB. */
  public static final DocumentLimits DEFAULT =
      new DocumentLimits(256L << 20, 64L << 20, 2_000, 2_000_000, Duration.ofSeconds(60));
}
