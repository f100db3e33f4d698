package io.github.hnswsearch.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

final class ThroughputRunTest {
  private static final Duration SHORT = Duration.ofMillis(30);

  @Test
  void everyCallHasANumberOfItsOwnAndIsCounted() throws IOException {
    Set<Integer> numbers = ConcurrentHashMap.newKeySet();

    ThroughputRun run = ThroughputRun.measure(3, SHORT, number -> numbers.add(number));

    assertThat(run.calls()).isEqualTo(numbers.size()).isPositive();
    assertThat(run.threads()).isEqualTo(3);
    assertThat(numbers).contains(0, run.calls() - 1);
  }

  @Test
  void theMedianIsATimeThatSomeCallTookAndNoLongerThanThe95th() throws IOException {
    ThroughputRun run = ThroughputRun.measure(1, SHORT, number -> pause());

    assertThat(run.p50Millis()).isGreaterThanOrEqualTo(2).isLessThanOrEqualTo(run.p95Millis());
    assertThat(run.perSecond()).isPositive().isLessThanOrEqualTo(500);
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void aFailingCallEndsTheRun() {
    assertThatThrownBy(
            () ->
                ThroughputRun.measure(
                    2,
                    SHORT,
                    number -> {
                      throw new IOException("the encoder is gone");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("the encoder is gone");
  }
}
