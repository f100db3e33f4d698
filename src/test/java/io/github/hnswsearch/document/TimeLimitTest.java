package io.github.hnswsearch.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class TimeLimitTest {
  private final TimeLimit limit = new TimeLimit(Duration.ofMillis(50));

  private static int endless(CountDownLatch release) {
    while (true) {
      try {
        release.await();
        return 0;
      } catch (InterruptedException e) {
        // As a parser that does not hear interrupts.
      }
    }
  }

  @Test
  void aCallThatEndsInTimeGivesItsResult() throws Exception {
    assertThat(limit.call(() -> 7)).isEqualTo(7);
  }

  @Test
  void whatACallThrowsIsHandedOnErrorsIncluded() {
    StackOverflowError error = new StackOverflowError();
    assertThatThrownBy(
            () ->
                limit.call(
                    () -> {
                      throw error;
                    }))
        .isInstanceOf(ExecutionException.class)
        .hasCause(error);
  }

  @Test
  void aCallThatHangsIsGivenUpAndInterrupted() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                limit.call(
                    () -> {
                      try {
                        Thread.sleep(60_000);
                      } catch (InterruptedException e) {
                        interrupted.countDown();
                      }
                      return 0;
                    }))
        .isInstanceOf(TimeoutException.class);
    assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void onlySoManyHangingCallsArePutUpWith() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < TimeLimit.MOST_LEFT_BEHIND; i++) {
      assertThatThrownBy(() -> limit.call(() -> endless(release)))
          .isInstanceOf(TimeoutException.class);
    }
    assertThatThrownBy(() -> limit.call(() -> 7))
        .isInstanceOf(TooManyHangingException.class)
        .hasMessageContaining("found 8 that hang");

    release.countDown();
    assertThat(afterwards()).isEqualTo(7);
  }

  /** The calls that hung have ended, which may take a moment to be known. */
  private int afterwards() throws Exception {
    for (int i = 0; i < 100; i++) {
      try {
        return limit.call(() -> 7);
      } catch (TooManyHangingException e) {
        Thread.sleep(50);
      }
    }
    return limit.call(() -> 7);
  }
}
