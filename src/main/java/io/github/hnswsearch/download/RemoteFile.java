package io.github.hnswsearch.download;

import io.github.hnswsearch.record.Abbreviated;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A file that is published somewhere, and what is known about it before it is fetched.
 *
 * @param path where it is kept, relative to a folder of the caller's choice: segments of letters,
 *     digits, {@code . _ - + space ( ) =}, parted by {@code /}; never outside that folder
 * @param uri where it is published: http or https
 * @param bytes its size, where known
 * @param sha256 its SHA-256 in hexadecimal, where known
 * @param entry where the address holds a zip archive: the name of the entry that is this file.
 *     {@code bytes} and {@code sha256} are those of the entry
 */
public record RemoteFile(
    String path, URI uri, OptionalLong bytes, Optional<String> sha256, Optional<String> entry) {
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._+ ()=-]{1,200}");
  private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

  /**
   * @throws IllegalArgumentException if a value cannot be used; its message says what was expected
   *     and found, and leaves it to the caller to say where
   */
  public RemoteFile {
    if (!isInside(path)) {
      throw unexpected("a relative path of letters, digits and . _ - + without \"..\"", path);
    }
    if (uri.getHost() == null || !isWeb(uri.getScheme())) {
      throw unexpected("an address that starts with https:// or http://", uri.toString());
    }
    if (bytes.isPresent() && bytes.getAsLong() < 0) {
      throw unexpected("a size of 0 bytes or more", Long.toString(bytes.getAsLong()));
    }
    if (sha256.isPresent() && !SHA256.matcher(sha256.get()).matches()) {
      throw unexpected("a SHA-256 of 64 hexadecimal digits", sha256.get());
    }
    if (entry.isPresent() && entry.get().isBlank()) {
      throw unexpected("the name of an entry in the archive", entry.get());
    }
    sha256 = sha256.map(digits -> digits.toLowerCase(Locale.ROOT));
  }

  /** A file of which nothing but its address is known. */
  public static RemoteFile of(String path, URI uri) {
    return new RemoteFile(path, uri, OptionalLong.empty(), Optional.empty(), Optional.empty());
  }

  /** Where the file is kept. */
  public Path in(Path folder) {
    return folder.resolve(path);
  }

  private static boolean isInside(String path) {
    for (String segment : path.split("/", -1)) {
      // Windows drops dots and spaces at the end of a name: "..." would be the folder itself there.
      if (!SEGMENT.matcher(segment).matches() || segment.endsWith(".") || segment.endsWith(" ")) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWeb(String scheme) {
    return "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
  }

  private static IllegalArgumentException unexpected(String expected, String found) {
    return new IllegalArgumentException(
        "expected " + expected + ", found \"" + Abbreviated.text(found) + "\"");
  }
}
