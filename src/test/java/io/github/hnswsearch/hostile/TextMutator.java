package io.github.hnswsearch.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;

/** Damages text at the level of bytes, as files are damaged, and with what breaks parsers. */
public final class TextMutator {
  private static final String SIGNS = "\"\\{}[]:,;'#&*|>-!%@`\t \0";
  private static final List<String> PIECES =
      List.of(
          "null",
          "true",
          "-0",
          "NaN",
          "1e999999999",
          "-1e-999999999",
          "9".repeat(500),
          "9".repeat(1_010),
          "99999999999999999999",
          "0x7fffffff",
          "\\ud800",
          "\\u0000",
          "\u202e",
          "\ufeff",
          "\u001b[2J",
          "\ud83d\ude00",
          "[".repeat(2_000),
          "{\"a\":".repeat(1_100),
          "\"\"\"",
          "''",
          "&a [*a, *a]",
          "<<: *a",
          "!!javax.script.ScriptEngineManager []",
          "x".repeat(70_000),
          ",".repeat(300),
          ",".repeat(150_000),
          " ".repeat(150_000),
          "../../../etc/passwd",
          "2017-99-99",
          "--- ");

  private TextMutator() {}

  /**
   * One to three changes.
   *
   * @param lines whether ends of lines may come in; those that are there may go or be damaged
   */
  public static Mutant mutate(byte[] text, boolean lines, RandomGenerator random) {
    byte[] bytes = text;
    StringJoiner what = new StringJoiner(", ");
    int changes = random.nextInt(10) < 6 ? 1 : 2 + random.nextInt(2);
    for (int i = 0; i < changes; i++) {
      bytes = change(bytes, what, random);
    }
    if (!lines) {
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n' || bytes[i] == '\r') {
          bytes[i] = ' ';
        }
      }
    }
    return new Mutant(bytes, what.toString());
  }

  private static byte[] change(byte[] bytes, StringJoiner what, RandomGenerator random) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(12));
    return switch (random.nextInt(10)) {
      case 0 -> {
        what.add("bytes from " + at + " on cut off");
        yield Arrays.copyOf(bytes, at);
      }
      case 1 -> {
        what.add("bytes " + at + " to " + end + " left out");
        yield spliced(bytes, at, new byte[0], end);
      }
      case 2 -> {
        what.add("bytes " + at + " to " + end + " twice");
        yield spliced(bytes, end, Arrays.copyOfRange(bytes, at, end), end);
      }
      case 3, 4 -> {
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        what.add("at " + at + " " + shortened(piece));
        yield spliced(
            bytes, at, piece.getBytes(StandardCharsets.UTF_8), random.nextBoolean() ? at : end);
      }
      case 5 -> {
        byte value = (byte) (0x80 + random.nextInt(128));
        what.add("at " + at + " byte " + Byte.toUnsignedInt(value));
        yield spliced(bytes, at, new byte[] {value}, at);
      }
      case 6 -> {
        int zeros = 1 + random.nextInt(3);
        what.add(zeros + " zero bytes before it");
        yield spliced(bytes, 0, new byte[zeros], 0);
      }
      case 7 -> {
        what.add("a bit at " + at + " flipped");
        byte[] copy = bytes.clone();
        if (at < copy.length) {
          copy[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        yield copy;
      }
      default -> {
        char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
        what.add("at " + at + " a " + (sign < ' ' ? "control character" : sign));
        int rest = random.nextBoolean() ? at : Math.min(bytes.length, at + 1);
        yield spliced(bytes, at, new byte[] {(byte) sign}, rest);
      }
    };
  }

  private static byte[] spliced(byte[] bytes, int from, byte[] piece, int to) {
    byte[] all = new byte[from + piece.length + bytes.length - to];
    System.arraycopy(bytes, 0, all, 0, from);
    System.arraycopy(piece, 0, all, from, piece.length);
    System.arraycopy(bytes, to, all, from + piece.length, bytes.length - to);
    return all;
  }

  private static String shortened(String piece) {
    String plain = piece.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= 20 ? plain : plain.substring(0, 20) + "... x " + plain.length();
  }
}
