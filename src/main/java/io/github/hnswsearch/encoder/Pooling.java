package io.github.hnswsearch.encoder;

import java.util.Arrays;

/** How the output of a model becomes one vector a text; padding has no part in it. */
enum Pooling {
  /** The model pools by itself: its output is [batch, dimension]. */
  NONE,
  /** Mean over the tokens of [batch, tokens, dimension]. */
  MEAN,
  /** The first token of [batch, tokens, dimension]. */
  CLS;

  /**
   * The vector of one text of a batch.
   *
   * @param row which text of the batch, from 0
   * @param tokens of that text, without padding
   * @throws IllegalArgumentException if the output has another shape
   */
  float[] pool(Tensor output, int row, int tokens) {
    long[] shape = output.shape();
    int expectedRank = this == NONE ? 2 : 3;
    if (shape.length != expectedRank) {
      throw new IllegalArgumentException(
          "expected an output of %d dimensions, found %s"
              .formatted(expectedRank, Arrays.toString(shape)));
    }
    int dimension = (int) shape[shape.length - 1];
    int length = this == NONE ? 1 : (int) shape[1];
    int start = row * length * dimension;
    if ((this == MEAN && tokens > length) || start + length * dimension > output.values().length) {
      throw new IllegalArgumentException(
          "expected an output of %d tokens or more in row %d, found %s"
              .formatted(tokens, row, Arrays.toString(shape)));
    }
    return this == MEAN
        ? mean(output.values(), start, tokens, dimension)
        : Arrays.copyOfRange(output.values(), start, start + dimension);
  }

  private static float[] mean(float[] values, int start, int tokens, int dimension) {
    float[] mean = new float[dimension];
    for (int token = 0; token < tokens; token++) {
      int offset = start + token * dimension;
      for (int i = 0; i < dimension; i++) {
        mean[i] += values[offset + i] / tokens;
      }
    }
    return mean;
  }
}
