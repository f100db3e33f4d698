package io.github.hnswsearch.web;

import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The keys that open a server. Only their digests are kept, and a key is compared with all of them
 * in constant time: how long a refusal takes tells nothing of how much of a guess was right.
 */
public final class ApiKeys {
  /** No keys: nothing is asked for. */
  public static final ApiKeys NONE = new ApiKeys(List.of());

  /** As much as 16 random letters and digits hold cannot be guessed over a network. */
  private static final int LEAST_LENGTH = 16;

  /** What can be written in a header as it stands. */
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{" + LEAST_LENGTH + ",}");

  private final List<byte[]> digests;

  private ApiKeys(List<byte[]> digests) {
    this.digests = List.copyOf(digests);
  }

  /**
   * The keys of a file: one a line; empty lines and those that begin with # are left out.
   *
   * @throws BadInputException if there is none, or one that is too short or cannot be sent
   */
  public static ApiKeys read(Path file) throws IOException {
    return parse(Files.readString(file), file.toString());
  }

  /**
   * The keys of a text, such as the value of an environment variable.
   *
   * @param text one key a line
   * @param source names the text in errors, which never repeat a key
   * @throws BadInputException if there is none, or one that is too short or cannot be sent
   */
  public static ApiKeys parse(String text, String source) throws BadInputException {
    List<byte[]> digests = new ArrayList<>();
    List<String> lines = text.lines().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (!KEY.matcher(line).matches()) {
        throw new BadInputException(
            "%s, line %d".formatted(source, i + 1),
            "expected a key of at least %d printable ASCII characters without spaces, found %d characters"
                .formatted(LEAST_LENGTH, line.length()),
            "Make one with: openssl rand -hex 32");
      }
      digests.add(digest(line));
    }
    if (digests.isEmpty()) {
      throw new BadInputException(
          source, "expected a key a line, found none", "Make one with: openssl rand -hex 32");
    }
    return new ApiKeys(digests);
  }

  /** These keys and those. */
  public ApiKeys and(ApiKeys others) {
    List<byte[]> all = new ArrayList<>(digests);
    all.addAll(others.digests);
    return new ApiKeys(all);
  }

  boolean isEmpty() {
    return digests.isEmpty();
  }

  boolean contain(String key) {
    byte[] digest = digest(key);
    boolean found = false;
    for (byte[] known : digests) {
      found |= MessageDigest.isEqual(known, digest);
    }
    return found;
  }

  private static byte[] digest(String key) {
    return new Sha256()
        .add(key.getBytes(StandardCharsets.UTF_8))
        .hex()
        .getBytes(StandardCharsets.US_ASCII);
  }
}
