package io.github.hnswsearch.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;

final class OutlineTest {
  @Test
  void pathDataIsDrawnPointByPoint() {
    Path2D square = Outline.of("M 1 2 L 4 2 L 4 6.5 L 1 6.5 Z");

    assertThat(square.getBounds2D()).isEqualTo(new Rectangle2D.Double(1, 2, 3, 4.5));
    assertThat(square.contains(2, 3)).isTrue();
    assertThat(square.contains(0, 3)).isFalse();
  }

  @Test
  void curvesBulgeTowardsTheirControlPoints() {
    assertThat(Outline.of("M 0 0 Q 5 10 10 0 Z").contains(5, 4)).isTrue();
    assertThat(Outline.of("M 0 0 C 0 10 10 10 10 0 Z").contains(5, 7)).isTrue();
  }

  @Test
  void anUnknownCommandIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Outline.of("M 0 0 A 1 1"))
        .withMessageContaining("A");
  }
}
