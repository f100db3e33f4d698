package io.github.hnswsearch.picture;

import java.util.Arrays;

/** Resizes along rows, then along columns, in whole numbers. */
final class SeparableResize {
  private static final int HALF = 1 << (AxisWeights.FRACTION_BITS - 1);

  private SeparableResize() {}

  /** The samples of the resized picture. */
  static byte[] apply(Picture picture, AxisWeights columns, AxisWeights rows) {
    int rowSamples = columns.size() * Picture.CHANNELS;
    int firstRow = rows.start();
    byte[] narrowed = new byte[(rows.end() - firstRow) * rowSamples];
    for (int y = firstRow; y < rows.end(); y++) {
      resizeRow(picture, y, columns, narrowed, (y - firstRow) * rowSamples);
    }
    byte[] samples = new byte[rows.size() * rowSamples];
    int[] sums = new int[rowSamples];
    for (int y = 0; y < rows.size(); y++) {
      mixRows(narrowed, firstRow, rows, y, sums);
      int to = y * rowSamples;
      for (int sum : sums) {
        samples[to++] = rounded(sum);
      }
    }
    return samples;
  }

  private static void resizeRow(
      Picture picture, int y, AxisWeights columns, byte[] narrowed, int narrowedAt) {
    byte[] samples = picture.samples();
    int[] weights = columns.weights();
    int rowStart = y * picture.width() * Picture.CHANNELS;
    int to = narrowedAt;
    for (int x = 0; x < columns.size(); x++) {
      int red = HALF;
      int green = HALF;
      int blue = HALF;
      int at = rowStart + columns.first()[x] * Picture.CHANNELS;
      int weightAt = x * columns.taps();
      int end = weightAt + columns.counts()[x];
      for (int i = weightAt; i < end; i++, at += Picture.CHANNELS) {
        int weight = weights[i];
        red += weight * (samples[at] & 0xff);
        green += weight * (samples[at + 1] & 0xff);
        blue += weight * (samples[at + 2] & 0xff);
      }
      narrowed[to++] = rounded(red);
      narrowed[to++] = rounded(green);
      narrowed[to++] = rounded(blue);
    }
  }

  /** Row by row, in the order of memory. */
  private static void mixRows(byte[] narrowed, int firstRow, AxisWeights rows, int y, int[] sums) {
    Arrays.fill(sums, HALF);
    for (int i = 0; i < rows.counts()[y]; i++) {
      int weight = rows.weights()[y * rows.taps() + i];
      int from = (rows.first()[y] + i - firstRow) * sums.length;
      for (int x = 0; x < sums.length; x++) {
        sums[x] += weight * (narrowed[from + x] & 0xff);
      }
    }
  }

  private static byte rounded(int sum) {
    return (byte) Math.clamp(sum >> AxisWeights.FRACTION_BITS, 0, 255);
  }
}
