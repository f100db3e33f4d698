package io.github.hnswsearch.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class OnDemandTest {
  private final AtomicInteger loads = new AtomicInteger();
  private final AtomicBoolean broken = new AtomicBoolean();
  private long now;

  private final OnDemand<TextEncoder> encoder = new OnDemand<>(this::load, () -> now);

  private TextEncoder load() throws IOException {
    loads.incrementAndGet();
    if (broken.get()) {
      throw new IOException("a damaged model");
    }
    return new CountingEncoder("f00d", 4);
  }

  @Test
  void anEncoderIsLoadedOnce() throws IOException {
    assertThat(encoder.get()).isSameAs(encoder.get());
    assertThat(loads).hasValue(1);
  }

  @Test
  void aFailureIsTheAnswerForAWhileAndTriedAgainThen() throws IOException {
    broken.set(true);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(encoder::get).hasMessage("a damaged model");
    }
    assertThat(loads).hasValue(1);

    broken.set(false);
    now += OnDemand.PAUSE.toNanos() - 1;
    assertThatThrownBy(encoder::get).hasMessage("a damaged model");
    now++;
    assertThat(encoder.get().dimension()).isEqualTo(4);
    assertThat(loads).hasValue(2);
  }
}
