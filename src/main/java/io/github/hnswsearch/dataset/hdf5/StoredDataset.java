package io.github.hnswsearch.dataset.hdf5;

import io.jhdf.dataset.DatasetBase;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.DataTypeMessage;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A data set as its header describes it.
 *
 * @param path inside the file, from {@code /} on
 * @param node its header
 */
record StoredDataset(String path, DatasetBase node) {

  /** The last part of its path. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The group that it lies in, with a closing {@code /}. */
  String group() {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /** Elements on each axis; empty for a scalar. */
  long[] shape() {
    return node.getDimensionsAsLong();
  }

  long rows() {
    return shape()[0];
  }

  /** Elements on the last axis: components of an embedding. */
  long columns() {
    return shape()[shape().length - 1];
  }

  DataType type() {
    return node.getDataType();
  }

  /**
   * Whether its type is stored elsewhere in the file, as a named ("committed") type. jHDF takes the
   * reference to it for the type itself.
   */
  boolean hasCommittedType() {
    return node.getHeader().getMessageOfType(DataTypeMessage.class).isMessageShared();
  }

  /** Numbers in rows: rank 2, or rank 3 with one thing in the middle. */
  boolean looksLikeEmbeddings() {
    return isMatrix() && !hasCommittedType() && isNumber();
  }

  boolean isMatrix() {
    long[] shape = shape();
    return shape.length == 2 || (shape.length == 3 && shape[1] == 1);
  }

  boolean isNumber() {
    return type() instanceof FloatingPoint || type() instanceof FixedPoint;
  }

  /** One value a row: rank 1, or rank 2 with one column. */
  boolean isColumn() {
    long[] shape = shape();
    return shape.length == 1 || (shape.length == 2 && shape[1] == 1);
  }

  boolean isText() {
    return !hasCommittedType()
        && (type() instanceof StringData
            || (type() instanceof VariableLength text && text.isVariableLengthString()));
  }

  /** For example {@code 300 x 16}. */
  String shapeText() {
    long[] shape = shape();
    return shape.length == 0
        ? "scalar"
        : Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(" x "));
  }

  String typeText() {
    if (hasCommittedType()) {
      return "a committed (named) type";
    }
    NumberType number = NumberType.of(type());
    if (number != null) {
      return number.toString();
    }
    if (type() instanceof FloatingPoint custom) {
      return String.format(
          "custom float of %d bits (%d exponent, %d mantissa)",
          custom.getBitPrecision(), custom.getExponentSize(), custom.getMantissaSize());
    }
    if (type() instanceof FixedPoint integer) {
      return integer.getBitPrecision() + "-bit integer";
    }
    if (type() instanceof StringData text) {
      return "string of " + text.getSize() + " bytes";
    }
    if (type() instanceof VariableLength text) {
      return text.isVariableLengthString() ? "variable-length string" : "variable-length array";
    }
    return type().getClass().getSimpleName().replace("DataType", "").toLowerCase(Locale.ROOT);
  }

  /** For example {@code /embeddings (300 x 16, float32)}. */
  @Override
  public String toString() {
    return path + " (" + shapeText() + ", " + typeText() + ")";
  }
}
