package io.github.hnswsearch.encoder;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** An encoder that is loaded when it is first asked for; a failure is tried again after a pause. */
final class OnDemand<E extends Encoder> implements AutoCloseable {
  /** To find out what is wrong with a model may mean to read all of it, and anybody may ask. */
  static final Duration PAUSE = Duration.ofSeconds(30);

  private final Loader<E> loader;
  private final LongSupplier nanoTime;
  private @Nullable E loaded;
  private @Nullable IOException failure;
  private long failedAt;

  /** Loads an encoder. */
  @FunctionalInterface
  interface Loader<E> {
    E load() throws IOException;
  }

  OnDemand(Loader<E> loader) {
    this(loader, System::nanoTime);
  }

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  OnDemand(Loader<E> loader, LongSupplier nanoTime) {
    this.loader = loader;
    this.nanoTime = nanoTime;
  }

  synchronized E get() throws IOException {
    E encoder = loaded;
    if (encoder == null) {
      encoder = load();
      loaded = encoder;
    }
    return encoder;
  }

  private E load() throws IOException {
    IOException earlier = failure;
    if (earlier != null && nanoTime.getAsLong() - failedAt < PAUSE.toNanos()) {
      throw earlier;
    }
    try {
      return loader.load();
    } catch (IOException e) {
      failure = e;
      failedAt = nanoTime.getAsLong();
      throw e;
    }
  }

  @Override
  public synchronized void close() {
    if (loaded != null) {
      loaded.close();
      loaded = null;
    }
  }
}
