package io.github.hnswsearch.encoder;

import io.github.hnswsearch.record.UnitVector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Embeds by the length of a text and keeps what it was asked; knows no empty text. */
final class CountingEncoder implements TextEncoder {
  private final String fingerprint;
  private final int dimension;
  final List<String> asked = new ArrayList<>();
  boolean closed;

  CountingEncoder(String fingerprint, int dimension) {
    this.fingerprint = fingerprint;
    this.dimension = dimension;
  }

  @Override
  public EncoderIdentity identity() {
    return new EncoderIdentity("counting", fingerprint, dimension);
  }

  @Override
  public TextEmbedding encode(String text) throws UnknownWordsException {
    asked.add(text);
    return new TextEmbedding(vector(text), List.of());
  }

  private UnitVector vector(String text) throws UnknownWordsException {
    float[] components = new float[dimension];
    components[text.length() % dimension] = text.length();
    try {
      return UnitVector.of(components);
    } catch (UnitVector.DefectException e) {
      throw new UnknownWordsException(name(), text);
    }
  }

  @Override
  public List<@Nullable UnitVector> encodeAll(List<String> texts) throws UnknownWordsException {
    List<@Nullable UnitVector> vectors = new ArrayList<>();
    for (String text : texts) {
      vectors.add(text.isEmpty() ? null : encode(text).vector());
    }
    return vectors;
  }

  @Override
  public void close() {
    closed = true;
  }
}
