package io.github.hnswsearch.gallery;

import java.util.List;
import java.util.random.RandomGenerator;

/** One of several, each as likely as the others. */
final class Pick {
  private Pick() {}

  @SafeVarargs
  static <T> T of(RandomGenerator random, T... values) {
    return values[random.nextInt(values.length)];
  }

  static <T> T of(RandomGenerator random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
