package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** By a clock that the test sets. */
final class ThumbnailCacheTest {
  private static final Thumbnail SHOWN = new Thumbnail.Shown(new byte[100], "\"a\"");
  private static final Thumbnail MISSING =
      new Thumbnail.Missing(Problem.Kind.PICTURE_UNAVAILABLE, "its server has gone");

  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger worked = new AtomicInteger();
  private final ThumbnailCache<String> cache = new ThumbnailCache<>(now::get);

  @Test
  void aThumbnailIsKeptForADay() {
    assertThat(cache.get("a", making(SHOWN))).isCompleted();
    pass(Duration.ofHours(23));
    assertThat(cache.get("a", making(SHOWN))).isCompletedWithValue(SHOWN);
    assertThat(worked).hasValue(1);

    pass(Duration.ofHours(25));
    assertThat(cache.get("a", making(SHOWN))).isCompleted();
    assertThat(worked).hasValue(2);
  }

  @Test
  void whatIsMissingIsNotAskedForAgainForFiveMinutes() {
    assertThat(cache.get("a", making(MISSING))).isCompleted();
    pass(Duration.ofSeconds(299));
    assertThat(cache.get("a", making(SHOWN))).isCompletedWithValue(MISSING);
    assertThat(worked).hasValue(1);

    pass(Duration.ofSeconds(2));
    assertThat(cache.get("a", making(SHOWN))).isCompletedWithValue(SHOWN);
    assertThat(worked).hasValue(2);
  }

  @Test
  void aServerThatWasTooBusyIsNotHeldAgainstThePicture() {
    Thumbnail busy = new Thumbnail.Missing(Problem.Kind.OVERLOADED, "too many others");
    assertThat(cache.get("a", making(busy))).isCompletedWithValue(busy);

    assertThat(cache.get("a", making(SHOWN))).isCompletedWithValue(SHOWN);
  }

  @Test
  void whatFailsUnexpectedlyIsNotKept() {
    CompletableFuture<Thumbnail> failed =
        cache.get("a", () -> CompletableFuture.failedFuture(new IllegalStateException("a bug")));

    assertThat(failed).isCompletedExceptionally();
    assertThat(cache.get("a", making(SHOWN))).isCompletedWithValue(SHOWN);
  }

  @Test
  void workThatCannotBeginIsNotWaitedFor() {
    CompletableFuture<Thumbnail> failed =
        cache.get(
            "a",
            () -> {
              throw new OutOfMemoryError("no thread");
            });

    assertThat(failed).isCompletedExceptionally();
    assertThat(cache.get("a", making(SHOWN))).isCompletedWithValue(SHOWN);
  }

  @Test
  void allWhoAskMeanwhileWaitForTheSameWork() {
    CompletableFuture<Thumbnail> coming = new CompletableFuture<>();
    CompletableFuture<Thumbnail> first = cache.get("a", () -> coming);
    CompletableFuture<Thumbnail> second = cache.get("a", making(MISSING));
    assertThat(second).isNotDone();

    coming.complete(SHOWN);

    assertThat(first).isCompletedWithValue(SHOWN);
    assertThat(second).isCompletedWithValue(SHOWN);
    assertThat(worked).hasValue(0);
  }

  private Supplier<CompletableFuture<Thumbnail>> making(Thumbnail thumbnail) {
    return () -> {
      worked.incrementAndGet();
      return CompletableFuture.completedFuture(thumbnail);
    };
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
