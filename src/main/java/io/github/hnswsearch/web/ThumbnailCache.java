package io.github.hnswsearch.web;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Thumbnails that were made, and those that could not be. Many who ask for one at the same time
 * wait for the same work.
 *
 * @param <K> what a thumbnail is made of
 */
final class ThumbnailCache<K> {
  /** Some thousand thumbnails. */
  private static final long MAX_BYTES = 32L << 20;

  /** What is on the web may change. */
  static final Duration SHOWN = Duration.ofHours(24);

  /** Long enough to spare a host that fails; short enough that one that is back is soon shown. */
  static final Duration MISSING = Duration.ofMinutes(5);

  private final AsyncCache<K, Thumbnail> thumbnails;

  /**
   * @param ticker the time in nanoseconds, for what is kept for a while
   */
  ThumbnailCache(Ticker ticker) {
    thumbnails =
        Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher((K key, Thumbnail thumbnail) -> thumbnail.bytes())
            .expireAfter(Expiry.creating((K key, Thumbnail thumbnail) -> lifetime(thumbnail)))
            .ticker(ticker)
            .buildAsync();
  }

  private static Duration lifetime(Thumbnail thumbnail) {
    return switch (thumbnail) {
      case Thumbnail.Shown shown -> SHOWN;
      case Thumbnail.Missing missing ->
          // The server was too busy to try: nothing is known of the picture.
          missing.kind() == Problem.Kind.OVERLOADED ? Duration.ZERO : MISSING;
    };
  }

  /**
   * A thumbnail that is known or on its way, else a new one.
   *
   * @param work not called while another makes it; what fails is not kept
   */
  CompletableFuture<Thumbnail> get(K key, Supplier<CompletableFuture<Thumbnail>> work) {
    CompletableFuture<Thumbnail> mine = new CompletableFuture<>();
    CompletableFuture<Thumbnail> known = thumbnails.asMap().putIfAbsent(key, mine);
    if (known != null) {
      return known;
    }
    return begun(work)
        .whenComplete(
            (thumbnail, failure) -> {
              if (failure == null) {
                mine.complete(thumbnail);
              } else {
                mine.completeExceptionally(failure);
              }
            });
  }

  /** Work that cannot even begin, for want of a thread, has failed like any other. */
  private static CompletableFuture<Thumbnail> begun(Supplier<CompletableFuture<Thumbnail>> work) {
    try {
      return work.get();
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
