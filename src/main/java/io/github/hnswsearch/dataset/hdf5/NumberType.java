package io.github.hnswsearch.dataset.hdf5;

import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one component of an embedding is stored.
 *
 * @param format size and meaning of its bits
 * @param order byte order
 */
record NumberType(Format format, ByteOrder order) {

  /** The number formats that embeddings are read from. */
  enum Format {
    FLOAT16(2),
    FLOAT32(4),
    FLOAT64(8),
    INT8(1),
    UINT8(1),
    INT16(2),
    UINT16(2),
    INT32(4),
    UINT32(4);

    private final int bytes;

    Format(int bytes) {
      this.bytes = bytes;
    }
  }

  @FunctionalInterface
  private interface Components {
    float get(int index);
  }

  /** The type as it is read here, or null for any other, such as bfloat16 or 64-bit integers. */
  static @Nullable NumberType of(DataType type) {
    if (type instanceof FloatingPoint number) {
      Format format = floatFormat(number);
      return format == null ? null : new NumberType(format, number.getByteOrder());
    }
    if (type instanceof FixedPoint number) {
      Format format = integerFormat(number);
      return format == null ? null : new NumberType(format, number.getByteOrder());
    }
    return null;
  }

  /** The IEEE 754 interchange formats alone: a custom float has the size of one, not its bits. */
  private static @Nullable Format floatFormat(FloatingPoint type) {
    return switch (type.getSize()) {
      case 2 -> isIeee(type, 5, 10) ? Format.FLOAT16 : null;
      case 4 -> isIeee(type, 8, 23) ? Format.FLOAT32 : null;
      case 8 -> isIeee(type, 11, 52) ? Format.FLOAT64 : null;
      default -> null;
    };
  }

  private static boolean isIeee(FloatingPoint type, int exponentBits, int mantissaBits) {
    return type.getExponentSize() == exponentBits
        && type.getMantissaSize() == mantissaBits
        && type.getMantissaLocation() == 0
        && type.getExponentLocation() == mantissaBits
        && type.getExponentBias() == (1 << (exponentBits - 1)) - 1
        && type.getBitOffset() == 0
        && type.getBitPrecision() == type.getSize() * Byte.SIZE;
  }

  private static @Nullable Format integerFormat(FixedPoint type) {
    if (type.getBitOffset() != 0 || type.getBitPrecision() != type.getSize() * Byte.SIZE) {
      return null;
    }
    return switch (type.getSize()) {
      case 1 -> type.isSigned() ? Format.INT8 : Format.UINT8;
      case 2 -> type.isSigned() ? Format.INT16 : Format.UINT16;
      case 4 -> type.isSigned() ? Format.INT32 : Format.UINT32;
      default -> null;
    };
  }

  /** Bytes of one component. */
  int bytes() {
    return format.bytes;
  }

  /**
   * Converts a block of components to floats.
   *
   * @param block rows of this type, some or all of their components
   * @param rows receives them: row-major, {@code dimension} floats a row
   */
  void decode(Block block, float[] rows, int dimension) {
    ByteBuffer bytes = block.bytes().slice().order(order);
    int target = block.firstRow() * dimension + block.firstColumn();
    if (format == Format.FLOAT32) {
      copy(bytes.asFloatBuffer(), block, rows, target, dimension);
    } else {
      convert(components(bytes), block, rows, target, dimension);
    }
  }

  private static void copy(
      FloatBuffer source, Block block, float[] rows, int target, int dimension) {
    if (block.rowStride() == dimension && block.columns() == dimension) {
      source.get(0, rows, target, block.rows() * dimension);
      return;
    }
    for (int i = 0; i < block.rows(); i++) {
      source.get(i * block.rowStride(), rows, target + i * dimension, block.columns());
    }
  }

  private static void convert(
      Components source, Block block, float[] rows, int target, int dimension) {
    for (int i = 0; i < block.rows(); i++) {
      int from = i * block.rowStride();
      int to = target + i * dimension;
      for (int j = 0; j < block.columns(); j++) {
        rows[to + j] = source.get(from + j);
      }
    }
  }

  private Components components(ByteBuffer bytes) {
    ShortBuffer shorts = bytes.asShortBuffer();
    IntBuffer ints = bytes.asIntBuffer();
    FloatBuffer floats = bytes.asFloatBuffer();
    DoubleBuffer doubles = bytes.asDoubleBuffer();
    return switch (format) {
      case FLOAT16 -> i -> Float.float16ToFloat(shorts.get(i));
      case FLOAT32 -> floats::get;
      case FLOAT64 -> i -> (float) doubles.get(i);
      case INT8 -> bytes::get;
      case UINT8 -> i -> Byte.toUnsignedInt(bytes.get(i));
      case INT16 -> shorts::get;
      case UINT16 -> i -> Short.toUnsignedInt(shorts.get(i));
      case INT32 -> ints::get;
      case UINT32 -> i -> Integer.toUnsignedLong(ints.get(i));
    };
  }

  @Override
  public String toString() {
    String name = format.name().toLowerCase(Locale.ROOT);
    return order == ByteOrder.BIG_ENDIAN && format.bytes > 1 ? "big-endian " + name : name;
  }
}
