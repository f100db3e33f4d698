package io.github.hnswsearch.embedding;

import io.github.hnswsearch.encoder.EncoderIdentity;
import io.github.hnswsearch.encoder.Encoders;
import io.github.hnswsearch.encoder.ImageEncoder;
import io.github.hnswsearch.encoder.TextEmbedding;
import io.github.hnswsearch.encoder.TextEncoder;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A text encoder that gives each text a direction of its own, knows no text with "xyzzy" in it, and
 * dies after some texts as a process does: with what it has been asked for undone.
 */
final class TestEncoders implements Encoders, TextEncoder {
  static final int DIMENSION = 8;

  /** What ends a run that is to be gone on with. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final String fingerprint;
  private int left;
  int encoded;

  TestEncoders() {
    this("fingerprint", Integer.MAX_VALUE);
  }

  /**
   * @param left texts before it dies
   */
  TestEncoders(String fingerprint, int left) {
    this.fingerprint = fingerprint;
    this.left = left;
  }

  @Override
  public TextEncoder text(String name) {
    return this;
  }

  @Override
  public ImageEncoder image(String name) {
    throw new UnsupportedOperationException("of texts only");
  }

  @Override
  public EncoderIdentity identity() {
    return new EncoderIdentity("test", fingerprint, DIMENSION);
  }

  @Override
  public TextEmbedding encode(String text) {
    throw new UnsupportedOperationException("in bulk only");
  }

  @Override
  public List<@Nullable UnitVector> encodeAll(List<String> texts) throws IOException {
    List<@Nullable UnitVector> vectors = new ArrayList<>();
    for (String text : texts) {
      if (left-- <= 0) {
        throw new Killed();
      }
      encoded++;
      vectors.add(text.contains("xyzzy") ? null : vector(text));
    }
    return vectors;
  }

  static UnitVector vector(String text) {
    Random random = new Random(text.hashCode());
    float[] components = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      components[i] = (float) random.nextGaussian();
    }
    try {
      return UnitVector.of(components);
    } catch (UnitVector.DefectException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {}
}
