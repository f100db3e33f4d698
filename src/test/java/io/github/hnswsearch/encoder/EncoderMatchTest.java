package io.github.hnswsearch.encoder;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.record.BadInputException;
import org.junit.jupiter.api.Test;

final class EncoderMatchTest {
  private final EncoderIdentity encoder = new EncoderIdentity("counting", "f00d", 4);

  @Test
  void theEncoderThatMadeTheEmbeddingsIsAccepted() {
    assertThatCode(() -> EncoderMatch.require(encoder, "papers", "f00d", 4))
        .doesNotThrowAnyException();
  }

  @Test
  void anUnknownFingerprintIsAcceptedWhereTheDimensionFits() {
    assertThatCode(() -> EncoderMatch.require(encoder, "papers", null, 4))
        .doesNotThrowAnyException();
  }

  @Test
  void anotherDimensionIsRefusedNamingBoth() {
    assertThatThrownBy(() -> EncoderMatch.require(encoder, "papers", "f00d", 1024))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("collection papers", "1024 dimensions", "counting with 4");
  }

  @Test
  void anotherFingerprintIsRefusedNamingBoth() {
    assertThatThrownBy(() -> EncoderMatch.require(encoder, "papers", "beef", 4))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("collection papers", "counting", "beef", "f00d", "import");
  }
}
