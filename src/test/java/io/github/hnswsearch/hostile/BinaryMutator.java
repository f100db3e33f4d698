package io.github.hnswsearch.hostile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;

/** Damages binary files, at places that matter more than others. */
public final class BinaryMutator {
  private static final int MOST_CHANGES = 3;
  private static final int LONGEST_BLOCK = 64;
  private static final byte[] EDGE_BYTES = {0, 1, 2, 4, 8, 0x7f, (byte) 0x80, (byte) 0xff};

  private final byte[] whole;
  private final int[] places;

  /**
   * @param whole a sound file, not changed
   * @param places offsets at which nearly all damage is done
   */
  public BinaryMutator(byte[] whole, int[] places) {
    this.whole = whole.clone();
    this.places = places.clone();
  }

  /** One to three changes; the same for the same state of the generator. */
  public Mutant mutate(RandomGenerator random) {
    byte[] bytes = whole.clone();
    StringJoiner what = new StringJoiner(", ");
    int changes = random.nextInt(10) < 7 ? 1 : 2 + random.nextInt(MOST_CHANGES - 1);
    for (int i = 0; i < changes; i++) {
      what.add(change(bytes, random));
    }
    if (random.nextInt(50) == 0) {
      int length = random.nextInt(bytes.length);
      bytes = Arrays.copyOf(bytes, length);
      what.add("cut to " + length + " bytes");
    }
    return new Mutant(bytes, what.toString());
  }

  private String change(byte[] bytes, RandomGenerator random) {
    int at = place(random);
    return switch (random.nextInt(12)) {
      case 0, 1 -> flip(bytes, at, random.nextInt(Byte.SIZE));
      case 2, 3, 4 -> set(bytes, at, EDGE_BYTES[random.nextInt(EDGE_BYTES.length)]);
      case 5 -> set(bytes, at, (byte) random.nextInt());
      case 6 -> number(bytes, at, Short.BYTES, random);
      case 7 -> number(bytes, at, Integer.BYTES, random);
      case 8, 9 -> number(bytes, at, Long.BYTES, random);
      case 10 -> copy(bytes, place(random), at, block(random));
      default ->
          random.nextBoolean()
              ? swap(bytes, place(random), at, block(random))
              : fill(bytes, at, block(random), random.nextBoolean() ? 0 : (byte) 0xff);
    };
  }

  private int place(RandomGenerator random) {
    return random.nextInt(25) == 0 || places.length == 0
        ? random.nextInt(whole.length)
        : places[random.nextInt(places.length)];
  }

  private static int block(RandomGenerator random) {
    return 1 + random.nextInt(random.nextBoolean() ? Long.BYTES : LONGEST_BLOCK);
  }

  private static String flip(byte[] bytes, int at, int bit) {
    bytes[at] ^= (byte) (1 << bit);
    return "bit " + bit + " of byte " + at + " flipped";
  }

  private static String set(byte[] bytes, int at, byte value) {
    bytes[at] = value;
    return "byte " + at + " set to " + Byte.toUnsignedInt(value);
  }

  /** Edges of the type, neighbours and multiples of what was there, and places in the file. */
  private static String number(byte[] bytes, int at, int width, RandomGenerator random) {
    int from = Math.clamp(at, 0, Math.max(0, bytes.length - width));
    int count = Math.min(width, bytes.length - from);
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    number.put(0, bytes, from, count);
    long found = number.getLong(0);
    long value =
        switch (random.nextInt(14)) {
          case 0 -> 0;
          case 1 -> -1;
          case 2 -> Long.MAX_VALUE >>> (Long.SIZE - width * Byte.SIZE);
          case 3 -> 1L << (width * Byte.SIZE - 1);
          case 4 -> found + 1;
          case 5 -> found - 1;
          case 6 -> found * 2;
          case 7 -> found << (1 + random.nextInt(width * Byte.SIZE - 1));
          case 8 -> found + (1L << random.nextInt(width * Byte.SIZE));
          case 9 -> from;
          case 10 -> random.nextInt(bytes.length);
          case 11 -> bytes.length;
          case 12 -> Integer.MAX_VALUE - random.nextInt(256);
          default -> 1L << random.nextInt(width * Byte.SIZE);
        };
    number.putLong(0, value).get(0, bytes, from, count);
    return width + " bytes at " + from + " set to " + value;
  }

  private static String copy(byte[] bytes, int from, int to, int length) {
    int count = Math.min(length, bytes.length - Math.max(from, to));
    System.arraycopy(bytes, from, bytes, to, count);
    return count + " bytes copied from " + from + " to " + to;
  }

  private static String swap(byte[] bytes, int a, int b, int length) {
    int count = Math.min(length, bytes.length - Math.max(a, b));
    byte[] kept = Arrays.copyOfRange(bytes, a, a + count);
    System.arraycopy(bytes, b, bytes, a, count);
    System.arraycopy(kept, 0, bytes, b, count);
    return count + " bytes at " + a + " and " + b + " swapped";
  }

  private static String fill(byte[] bytes, int at, int length, int value) {
    int end = Math.min(bytes.length, at + length);
    Arrays.fill(bytes, at, end, (byte) value);
    return "bytes " + at + " to " + (end - 1) + " set to " + (value & 0xff);
  }
}
