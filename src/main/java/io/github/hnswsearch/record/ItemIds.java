package io.github.hnswsearch.record;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The ids of items that have none of their own kind: of addresses, paths and any other text. */
public final class ItemIds {
  private static final Pattern SAFE = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}");
  private static final int HASH_DIGITS = 16;

  private ItemIds() {}

  /**
   * The id of a text: short, stable, safe in a URL path.
   *
   * @return the text itself where it is all that, else the first 16 digits of its SHA-256
   */
  public static String of(String text) {
    return SAFE.matcher(text).matches() ? text : hash(text);
  }

  private static String hash(String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return new Sha256().add(content).hex().substring(0, HASH_DIGITS);
  }
}
