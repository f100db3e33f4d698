package io.github.hnswsearch.encoder;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers the embeddings of recent queries: pages of one search embed its text once. */
final class CachingEncoder implements TextEncoder {
  /**
   * Some two thousand queries of 512 components: enough for pages, filters and refinements of what
   * is being searched for, and full so soon that a server's memory does not grow for hours.
   */
  private static final long MAX_BYTES = 5_000_000;

  /** Of an entry of the cache, its objects and their headers. */
  private static final int ENTRY_BYTES = 250;

  private final TextEncoder encoder;
  private final Cache<String, TextEmbedding> recent =
      Caffeine.newBuilder().maximumWeight(MAX_BYTES).weigher(CachingEncoder::bytes).build();

  CachingEncoder(TextEncoder encoder) {
    this.encoder = encoder;
  }

  /** Texts count too: a query may be longer than its vector. */
  private static int bytes(String text, TextEmbedding embedding) {
    return ENTRY_BYTES
        + Character.BYTES * text.length()
        + Float.BYTES * embedding.vector().dimension();
  }

  @Override
  public EncoderIdentity identity() {
    return encoder.identity();
  }

  @Override
  public TextEmbedding encode(String text) throws IOException {
    TextEmbedding known = recent.getIfPresent(text);
    if (known != null) {
      return known;
    }
    TextEmbedding embedding = encoder.encode(text);
    recent.put(text, embedding);
    return embedding;
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
