package io.github.hnswsearch.record;

import java.util.Arrays;

/** An embedding scaled to Euclidean length 1, so that a dot product is the cosine. */
public final class UnitVector {
  /** How far the square of a length may lie from 1 by rounding: a float has 24 bits. */
  private static final double ROUNDED = 1e-5;

  private final float[] components;

  private UnitVector(float[] components) {
    this.components = components;
  }

  /**
   * Scales an embedding to unit length.
   *
   * @param embedding finite components with a norm other than zero; copied
   * @throws DefectException if the embedding has no direction, with the cause
   */
  public static UnitVector of(float[] embedding) throws DefectException {
    return of(embedding, 0, embedding.length);
  }

  /**
   * Scales a slice of a row-major block to unit length.
   *
   * @throws DefectException if the slice has no direction, with the cause
   */
  public static UnitVector of(float[] block, int offset, int dimension) throws DefectException {
    double squares = 0;
    for (int i = offset; i < offset + dimension; i++) {
      squares += (double) block[i] * block[i];
    }
    if (!Double.isFinite(squares)) {
      throw notFinite(block, offset, dimension);
    }
    if (squares == 0) {
      throw new DefectException(SkipCause.ZERO, "all " + dimension + " components are 0");
    }
    double norm = Math.sqrt(squares);
    if (norm > Float.MAX_VALUE || norm < Float.MIN_NORMAL) {
      throw new DefectException(SkipCause.NORM_OUT_OF_RANGE, "the norm is " + norm);
    }
    float[] unit = new float[dimension];
    double scale = 1 / norm;
    for (int i = 0; i < dimension; i++) {
      unit[i] = (float) (block[offset + i] * scale);
    }
    return new UnitVector(unit);
  }

  private static DefectException notFinite(float[] block, int offset, int dimension) {
    for (int i = 0; i < dimension; i++) {
      float component = block[offset + i];
      if (Float.isNaN(component)) {
        return new DefectException(SkipCause.NOT_A_NUMBER, "component " + i + " is NaN");
      }
      if (Float.isInfinite(component)) {
        return new DefectException(SkipCause.INFINITE, "component " + i + " is " + component);
      }
    }
    throw new AssertionError("a sum of finite squares of floats is finite in double");
  }

  /**
   * Takes components that have been scaled before as they are, bit for bit.
   *
   * @param components of unit length, but for what floats round; not copied
   * @throws DefectException if they are of another length
   */
  public static UnitVector scaled(float[] components) throws DefectException {
    double squares = 0;
    for (float component : components) {
      squares += (double) component * component;
    }
    if (!(Math.abs(squares - 1) <= ROUNDED)) {
      throw new DefectException(
          SkipCause.NORM_OUT_OF_RANGE, "the norm is " + Math.sqrt(squares) + ", not 1");
    }
    return new UnitVector(components);
  }

  public int dimension() {
    return components.length;
  }

  /** The components themselves, not a copy: for reading only. */
  public float[] components() {
    return components;
  }

  /** The cosine with another vector of the same dimension, -1 to 1. */
  public double dot(UnitVector other) {
    double sum = 0;
    for (int i = 0; i < components.length; i++) {
      sum += (double) components[i] * other.components[i];
    }
    return Math.clamp(sum, -1.0, 1.0); // Rounding can leave a length of a little over 1.
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnitVector vector && Arrays.equals(components, vector.components);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(components);
  }

  /** Why an embedding cannot be scaled to unit length. */
  public static final class DefectException extends Exception {
    private static final long serialVersionUID = 1L;
    private final SkipCause cause;

    DefectException(SkipCause cause, String detail) {
      // No stack trace: a file may hold a million defective rows.
      super(detail, null, false, false);
      this.cause = cause;
    }

    public SkipCause skipCause() {
      return cause;
    }
  }
}
