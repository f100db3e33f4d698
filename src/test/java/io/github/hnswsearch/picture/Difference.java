package io.github.hnswsearch.picture;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How far the samples of two pictures of one size are apart, on the scale of 0 to 255.
 *
 * @param max of one sample
 * @param mean over all samples
 */
record Difference(int max, double mean) {

  static Difference between(Picture actual, Picture expected) {
    assertThat(actual.width()).isEqualTo(expected.width());
    assertThat(actual.height()).isEqualTo(expected.height());
    int max = 0;
    long sum = 0;
    byte[] samples = actual.samples();
    for (int i = 0; i < samples.length; i++) {
      int difference = Math.abs((samples[i] & 0xff) - (expected.samples()[i] & 0xff));
      max = Math.max(max, difference);
      sum += difference;
    }
    return new Difference(max, (double) sum / samples.length);
  }
}
