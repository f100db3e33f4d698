package io.github.hnswsearch.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** On a batch of two texts of three tokens and two components, the second padded by one. */
final class PoolingTest {
  private static final Tensor TOKENS =
      new Tensor(new float[] {1, 2, 3, 4, 5, 9, 10, 20, 30, 40, 99, 99}, new long[] {2, 3, 2});
  private static final Tensor POOLED = new Tensor(new float[] {1, 2, 3, 4}, new long[] {2, 2});

  @Test
  void theMeanLeavesPaddingOut() {
    assertThat(Pooling.MEAN.pool(TOKENS, 0, 3)).containsExactly(3, 5);
    assertThat(Pooling.MEAN.pool(TOKENS, 1, 2)).containsExactly(20, 30);
  }

  @Test
  void theFirstTokenStandsForItsText() {
    assertThat(Pooling.CLS.pool(TOKENS, 0, 3)).containsExactly(1, 2);
    assertThat(Pooling.CLS.pool(TOKENS, 1, 2)).containsExactly(10, 20);
  }

  @Test
  void whatTheModelPooledIsLeftAsItIs() {
    assertThat(Pooling.NONE.pool(POOLED, 1, 7)).containsExactly(3, 4);
  }

  @Test
  void anOutputOfAnotherShapeIsRefused() {
    assertThatThrownBy(() -> Pooling.MEAN.pool(POOLED, 0, 1)).hasMessageContaining("[2, 2]");
    assertThatThrownBy(() -> Pooling.NONE.pool(TOKENS, 0, 1)).hasMessageContaining("[2, 3, 2]");
  }

  /** As if it were, whoever sent the text would be told to correct it. */
  @Test
  void anOutputOfAnotherShapeIsNoFaultOfTheText() {
    assertThatThrownBy(() -> Towers.pooled("words", Pooling.NONE, TOKENS, 0, 1))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(BadInputException.class)
        .hasMessageContainingAll("encoder words", "[2, 3, 2]");
  }
}
