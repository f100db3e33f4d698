package io.github.hnswsearch.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class BackoffTest {
  @Property
  void noWaitIsLongerThanItsBound(@ForAll @IntRange(min = 1) int failures) {
    assertThat(Backoff.DEFAULT.delay(failures))
        .isBetween(Duration.ofMillis(500), Backoff.DEFAULT.longest());
  }

  @Property
  void anyRetryAfterIsAWaitOrNone(@ForAll String header) {
    assertThat(Backoff.retryAfter(header, Instant.EPOCH).orElse(Duration.ZERO))
        .isGreaterThanOrEqualTo(Duration.ZERO);
  }
}
