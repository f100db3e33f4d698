package io.github.hnswsearch.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** A text as the sum of one random direction for each of its words: an encoder without a model. */
final class WordVectors {
  static final int DIMENSION = 64;
  private static final int STEM = 6;
  private static final Set<String> STOP_WORDS =
      Set.of("a", "an", "and", "by", "for", "from", "in", "is", "of", "on", "the", "to", "with");

  private WordVectors() {}

  /** Lower-case words cut to a stem, without the most frequent. */
  static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty() && !STOP_WORDS.contains(word))
        .map(word -> word.substring(0, Math.min(STEM, word.length())))
        .toList();
  }

  static float[] of(String text) {
    float[] sum = new float[DIMENSION];
    for (String word : Set.copyOf(words(text))) {
      Random random = new Random(word.hashCode());
      for (int i = 0; i < DIMENSION; i++) {
        sum[i] += (float) random.nextGaussian();
      }
    }
    return sum;
  }
}
