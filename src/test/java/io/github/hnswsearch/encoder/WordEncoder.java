package io.github.hnswsearch.encoder;

import io.github.hnswsearch.record.UnitVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An encoder without a model: a text is the sum of one fixed direction for each word of its
 * vocabulary; other words are unknown to it.
 */
public record WordEncoder(String name, String fingerprint, int dimension, Set<String> vocabulary)
    implements TextEncoder {

  @Override
  public EncoderIdentity identity() {
    return new EncoderIdentity(name, fingerprint, dimension);
  }

  @Override
  public TextEmbedding encode(String text) throws UnknownWordsException {
    return new TextEmbedding(vector(text), List.of());
  }

  private UnitVector vector(String text) throws UnknownWordsException {
    float[] sum = new float[dimension];
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
      if (vocabulary.contains(word)) {
        Random direction = new Random(word.hashCode());
        for (int i = 0; i < dimension; i++) {
          sum[i] += (float) direction.nextGaussian();
        }
      }
    }
    try {
      return UnitVector.of(sum);
    } catch (UnitVector.DefectException e) {
      throw new UnknownWordsException(name, text);
    }
  }

  @Override
  public List<@Nullable UnitVector> encodeAll(List<String> texts) {
    List<@Nullable UnitVector> vectors = new ArrayList<>();
    for (String text : texts) {
      try {
        vectors.add(vector(text));
      } catch (UnknownWordsException e) {
        vectors.add(null);
      }
    }
    return vectors;
  }

  @Override
  public void close() {}
}
