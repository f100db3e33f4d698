package io.github.hnswsearch.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CachingEncoderTest {
  private final CountingEncoder counting = new CountingEncoder("f00d", 4);
  private final CachingEncoder encoder = new CachingEncoder(counting);

  @Test
  void aTextIsEmbeddedOnceAndItsVectorShared() throws IOException {
    TextEmbedding first = encoder.encode("planets");

    assertThat(encoder.encode("planets")).isSameAs(first);
    assertThat(counting.asked).containsExactly("planets");
  }

  @Test
  void textsThatDifferInCaseOrSpaceAreEmbeddedApart() throws IOException {
    encoder.encode("planets");
    encoder.encode("Planets");
    encoder.encode("planets ");

    assertThat(counting.asked).containsExactly("planets", "Planets", "planets ");
  }

  @Test
  void aRefusalIsNotRemembered() {
    assertThatThrownBy(() -> encoder.encode("")).isInstanceOf(UnknownWordsException.class);
    assertThatThrownBy(() -> encoder.encode("")).isInstanceOf(UnknownWordsException.class);

    assertThat(counting.asked).hasSize(2);
  }

  @Test
  void bulkRunsDoNotDriveQueriesOutOfTheCache() throws IOException {
    encoder.encodeAll(List.of("moons", ""));
    encoder.encode("moons");

    assertThat(counting.asked).containsExactly("moons", "moons");
  }

  @Test
  void theIdentityIsThatOfTheEncoderBehind() {
    assertThat(encoder.name()).isEqualTo("counting");
    assertThat(encoder.fingerprint()).isEqualTo("f00d");
    assertThat(encoder.dimension()).isEqualTo(4);
  }

  @Test
  void closingClosesTheEncoderBehind() {
    encoder.close();

    assertThat(counting.closed).isTrue();
  }
}
