package io.github.hnswsearch.encoder;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Loads each encoder once and keeps it until closed. */
public final class EncoderPool implements Encoders, AutoCloseable {
  private final EncoderCatalog catalog;
  private final int workers;
  private final Map<String, TextEncoder> loaded = new HashMap<>();

  /**
   * A pool over a folder of descriptions.
   *
   * @param workers texts that each encoder embeds at the same time, 1 or more
   */
  public EncoderPool(EncoderCatalog catalog, int workers) {
    this.catalog = catalog;
    this.workers = workers;
  }

  @Override
  public synchronized TextEncoder get(String name) throws IOException {
    TextEncoder encoder = loaded.get(name);
    if (encoder == null) {
      encoder = new CachingEncoder(TorchScriptEncoder.load(catalog.describe(name), workers));
      loaded.put(name, encoder);
    }
    return encoder;
  }

  @Override
  public synchronized void close() {
    loaded.values().forEach(TextEncoder::close);
    loaded.clear();
  }
}
