package io.github.hnswsearch.encoder;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers the embeddings of recent queries: pages of one search embed its text once. */
final class CachingEncoder implements TextEncoder {
  /** Texts count too: a query may be longer than its vector. */
  private static final long MAX_BYTES = 40_000_000;

  private final TextEncoder encoder;
  private final Cache<String, UnitVector> recent =
      Caffeine.newBuilder().maximumWeight(MAX_BYTES).weigher(CachingEncoder::bytes).build();

  CachingEncoder(TextEncoder encoder) {
    this.encoder = encoder;
  }

  private static int bytes(String text, UnitVector vector) {
    return Character.BYTES * text.length() + Float.BYTES * vector.dimension();
  }

  @Override
  public String name() {
    return encoder.name();
  }

  @Override
  public String fingerprint() {
    return encoder.fingerprint();
  }

  @Override
  public int dimension() {
    return encoder.dimension();
  }

  @Override
  public UnitVector encode(String text) throws IOException {
    UnitVector known = recent.getIfPresent(text);
    if (known != null) {
      return known;
    }
    UnitVector vector = encoder.encode(text);
    recent.put(text, vector);
    return vector;
  }

  @Override
  public List<@Nullable UnitVector> encodeAll(List<String> texts) throws IOException {
    return encoder.encodeAll(texts);
  }

  @Override
  public void close() {
    encoder.close();
  }
}
