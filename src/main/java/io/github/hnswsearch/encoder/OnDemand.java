package io.github.hnswsearch.encoder;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An encoder that is loaded when it is first asked for; a failure is tried again the next time. */
final class OnDemand<E extends Encoder> implements AutoCloseable {
  private final Loader<E> loader;
  private @Nullable E loaded;

  /** Loads an encoder. */
  @FunctionalInterface
  interface Loader<E> {
    E load() throws IOException;
  }

  OnDemand(Loader<E> loader) {
    this.loader = loader;
  }

  synchronized E get() throws IOException {
    E encoder = loaded;
    if (encoder == null) {
      encoder = loader.load();
      loaded = encoder;
    }
    return encoder;
  }

  @Override
  public synchronized void close() {
    if (loaded != null) {
      loaded.close();
      loaded = null;
    }
  }
}
