package io.github.hnswsearch.picture;

import java.io.IOException;

/** A file whose container has been checked and whose pixels have not been decoded. */
interface EncodedPicture {
  /** Columns as stored, before the orientation is applied; from 1. */
  int width();

  /** Rows as stored, before the orientation is applied; from 1. */
  int height();

  /** How the stored pixels have to be turned. */
  default Orientation orientation() {
    return Orientation.UPRIGHT;
  }

  /**
   * Decodes the pixels as stored.
   *
   * @throws IOException or any exception at all if the file is damaged: {@link Guard} gives them
   *     their meaning
   */
  Picture decode() throws IOException;
}
