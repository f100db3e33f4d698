package io.github.hnswsearch.web;

import io.github.hnswsearch.picture.Picture;
import io.github.hnswsearch.picture.Thumbnails;
import io.github.hnswsearch.record.Sha256;

/** What is known of an item's picture: how to show it, or why it cannot be shown. */
sealed interface Thumbnail {

  /** Bytes that a cache counts for it. */
  int bytes();

  /**
   * A picture to show.
   *
   * @param jpeg a file of at most {@link #LONGER_SIDE} pixels a side
   * @param etag its entity tag, in quotes
   */
  record Shown(byte[] jpeg, String etag) implements Thumbnail {
    /** Sharp on a tile of half as many CSS pixels of a dense screen. */
    static final int LONGER_SIDE = 480;

    private static final int ETAG_DIGITS = 32;

    static Shown of(Picture picture) {
      byte[] jpeg = Thumbnails.jpeg(picture, LONGER_SIDE);
      String digits = new Sha256().add(jpeg).hex().substring(0, ETAG_DIGITS);
      return new Shown(jpeg, '"' + digits + '"');
    }

    @Override
    public int bytes() {
      return jpeg.length;
    }
  }

  /**
   * None to show.
   *
   * @param kind of the problem that the caller is told of
   * @param why the end of a sentence, for anybody to read
   */
  record Missing(Problem.Kind kind, String why) implements Thumbnail {
    /** An entry with its key, roughly. */
    private static final int BYTES = 500;

    @Override
    public int bytes() {
      return BYTES;
    }
  }
}
