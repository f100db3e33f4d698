package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.InvalidRequestException;
import java.util.regex.Pattern;

/** What the results of a page are results for. */
public sealed interface Subject {

  /**
   * Words.
   *
   * @param text empty before the first search
   */
  record Text(String text) implements Subject {}

  /** A stored item, whose neighbours are shown. */
  record Item(String id) implements Subject {}

  /**
   * A file that somebody sent. It is not kept: whoever asks for it again sends it again.
   *
   * @param digest the first 32 hexadecimal digits of the SHA-256 of its content
   * @param name what it is called, empty where only its digest is known
   */
  record Upload(String digest, String name) implements Subject {
    /** Of its content. */
    public static final int MAX_BYTES = 32 << 20;

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{32}");

    public Upload {
      if (!DIGEST.matcher(digest).matches()) {
        throw new InvalidRequestException(
            "file: expected 32 hexadecimal digits that name it, found \"%s\". Choose the file again."
                .formatted(digest));
      }
    }
  }
}
