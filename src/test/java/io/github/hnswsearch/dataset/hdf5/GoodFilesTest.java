package io.github.hnswsearch.dataset.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every sound file keeps to, however it is laid out, packed, typed and linked. */
class GoodFilesTest {

  static Stream<Fixture> files() {
    return Fixture.good();
  }

  @Test
  void thereIsAFileForEveryVariation() {
    assertThat(files()).hasSizeGreaterThan(70);
  }

  @ParameterizedTest
  @MethodSource("files")
  void rowsAndDimensionAreKnownAtOpening(Fixture fixture) throws IOException {
    try (EmbeddingFile file = fixture.open()) {
      assertThat(file.path()).isEqualTo(fixture.path());
      assertThat(file.rows()).isEqualTo(Fixture.ROWS);
      assertThat(file.dimension()).isEqualTo(Fixture.DIMENSION);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void valuesAreThoseThatWereWritten(Fixture fixture) throws IOException {
    try (EmbeddingFile file = fixture.open()) {
      EmbeddingBatch batch = file.next();

      assertThat(batch.firstRow()).isZero();
      assertThat(batch.dimension()).isEqualTo(Fixture.DIMENSION);
      assertThat(batch.values()).containsExactly(fixture.components());
      assertThat(file.next()).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void idsAreThoseThatWereWritten(Fixture fixture) throws IOException {
    try (EmbeddingFile file = fixture.open()) {
      assertThat(file.next().ids()).isEqualTo(fixture.ids());
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void idsAloneAreTheSameAsIdsWithValues(Fixture fixture) throws IOException {
    try (EmbeddingFile file = fixture.open()) {
      List<String> before = Fixture.ids(file);
      List<String> withValues = file.next().ids();
      List<String> after = Fixture.ids(file);

      assertThat(before).isEqualTo(withValues);
      assertThat(after).isEqualTo(withValues);
    }
  }
}
