package io.github.hnswsearch.descriptor;

import java.util.Locale;

/**
 * How the vectors that the graph search compares are stored. The exact float vectors stay on disk
 * beside them in every case.
 */
public enum Quantization {
  /** 32-bit floats. */
  NONE,
  /** 7 bits a component. */
  INT8,
  /** 4 bits a component. */
  INT4,
  /** 1 bit a component, compared with 4-bit queries. */
  BIT1;

  /**
   * The quantization of a text.
   *
   * @throws IllegalArgumentException if it is none that {@link #text} gives
   */
  public static Quantization of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** As descriptors, options and manifests write it: {@code none}, {@code int8}, ... */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
