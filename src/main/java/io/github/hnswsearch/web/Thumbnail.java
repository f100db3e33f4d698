package io.github.hnswsearch.web;

import io.github.hnswsearch.picture.Picture;
import io.github.hnswsearch.picture.Thumbnails;
import io.github.hnswsearch.record.Sha256;
import io.github.hnswsearch.search.InvalidRequestException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is known of an item's picture: how to show it, or why it cannot be shown. */
sealed interface Thumbnail {

  /** Bytes that a cache counts for it. */
  int bytes();

  /** How large a picture is shown. Few sizes, so that each is made once and kept. */
  enum Size {
    /** Sharp on a tile of half as many CSS pixels of a dense screen. */
    SMALL(480),
    /** Fills a screen. */
    LARGE(1600);

    private final int longerSide;

    Size(int longerSide) {
      this.longerSide = longerSide;
    }

    /** As parameters name it. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The size of a name.
     *
     * @throws InvalidRequestException if it names none, listing those there are
     */
    static Size of(String text) {
      List<String> names = Arrays.stream(values()).map(Size::text).toList();
      return Arrays.stream(values())
          .filter(size -> size.text().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new InvalidRequestException(
                      "size: expected one of %s, found \"%s\". Give one of them, or none."
                          .formatted(names, text)));
    }
  }

  /**
   * A picture to show.
   *
   * @param jpeg a file with as many pixels a side as its size has, at most
   * @param etag its entity tag, in quotes
   */
  record Shown(byte[] jpeg, String etag) implements Thumbnail {
    private static final int ETAG_DIGITS = 32;

    static Shown of(Picture picture, Size size) {
      byte[] jpeg = Thumbnails.jpeg(picture, size.longerSide);
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
