package io.github.hnswsearch.eval;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * The splits that {@code train_paper_encoder.py} keeps out of its training: records ordered by the
 * SHA-1 of their id, the first 7,000 held out for testing, the next 3,000 for tuning.
 */
public enum HashedSplit {
  HELD_OUT(0, 7_000),
  TUNING(7_000, 10_000);

  private final int from;
  private final int to;

  HashedSplit(int from, int to) {
    this.from = from;
    this.to = to;
  }

  /** The queries of this split among those of a whole snapshot. */
  public List<KnownItemQuery> of(List<KnownItemQuery> all) {
    return all.stream()
        .map(query -> new Keyed(sha1(query.id()), query))
        .sorted(Comparator.comparing(Keyed::hash))
        .skip(from)
        .limit((long) to - from)
        .map(Keyed::query)
        .toList();
  }

  private record Keyed(String hash, KnownItemQuery query) {}

  private static String sha1(String id) {
    try {
      // Item ids write the slash of old arXiv ids as an underscore; the script hashes the id
      // itself.
      byte[] text = id.replace('_', '/').getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-1", e);
    }
  }
}
