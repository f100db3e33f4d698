package io.github.hnswsearch.dataset.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnBenchmarksFileTest {
  private static final float[][] ROWS = {{1, 0}, {0, 1}, {1, 1}};
  private static final float[][] QUERIES = {{2, 1}, {1, 3}};

  @TempDir private Path folder;

  @Test
  void shapesAndDistanceAreThoseOfTheFile() throws IOException {
    AnnBenchmarksFile file = open(new int[][] {{2, 0, 1}, {1, 2, 0}}, "angular");

    assertThat(file.rows()).isEqualTo(3);
    assertThat(file.queries()).isEqualTo(2);
    assertThat(file.dimension()).isEqualTo(2);
    assertThat(file.distance()).contains("angular");
    assertThat(file.neighbours()).isEqualTo(3);
  }

  @Test
  void neighboursAreReadAsFarAsTheyAreAskedFor() throws IOException {
    AnnBenchmarksFile file = open(new int[][] {{2, 0, 1}, {1, 2, 0}}, "angular");

    assertThat(file.neighbours(2, 3)).isEqualTo(new long[][] {{2, 0, 1}, {1, 2, 0}});
    assertThat(file.neighbours(1, 2)).isEqualTo(new long[][] {{2, 0}});
    assertThat(file.neighbours(0, 2)).isEmpty();
  }

  @Test
  void neighboursMayHave64Bits() throws IOException {
    assertThat(open(new long[][] {{2, 0}, {1, 2}}, "angular").neighbours(2, 2))
        .isEqualTo(new long[][] {{2, 0}, {1, 2}});
  }

  @Test
  void numbersBeyondWhatAFloatHoldsStayExact() throws IOException {
    int large = (1 << 24) + 1;
    AnnBenchmarksFile file = open(new int[][] {{large}, {0}}, "angular");

    assertThatThrownBy(() -> file.neighbours(2, 1)).hasMessageContaining("found " + large);
  }

  @Test
  void aFileWithoutNeighboursHasNone() throws IOException {
    assertThat(open(null, null).neighbours()).isZero();
    assertThat(open(null, null).distance()).isEmpty();
  }

  @Test
  void neighboursThatAreNoRowsAreRefused() throws IOException {
    AnnBenchmarksFile file = open(new int[][] {{2, 0}, {3, 1}}, "angular");

    assertThatThrownBy(() -> file.neighbours(2, 2))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("/neighbors, row 1: expected rows of train, 0 to 2, found 3");
  }

  @Test
  void neighboursOfOtherQueriesAreRefused() throws IOException {
    AnnBenchmarksFile file = open(new int[][] {{2, 0}}, "angular");

    assertThatThrownBy(() -> file.neighbours(2, 2))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected 2 rows, one for each of /test, found 1");
  }

  @Test
  void neighboursThatAreNoIntegersAreRefused() throws IOException {
    AnnBenchmarksFile file = open(new float[][] {{2, 0}, {1, 2}}, "angular");

    assertThatThrownBy(() -> file.neighbours(2, 2))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected integers of 32 or 64 bits, found float32");
  }

  @Test
  void aFileOfAnotherLayoutIsRefusedWithWhatItHolds() {
    Path file = AnnBenchmarksFiles.writeOnly(folder.resolve("other.h5"), "embeddings", ROWS);

    assertThatThrownBy(() -> AnnBenchmarksFile.open(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("data sets train and test, found /embeddings (3 x 2, float32)");
  }

  @Test
  void queriesOfAnotherDimensionAreRefused() {
    Path file =
        AnnBenchmarksFiles.write(
            folder.resolve("f.h5"), ROWS, new float[][] {{1, 2, 3}}, null, "angular");

    assertThatThrownBy(() -> AnnBenchmarksFile.open(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected 2 components as in /train, found 3");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path file = folder.resolve("missing.hdf5");

    assertThatThrownBy(() -> AnnBenchmarksFile.open(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(file.toString());
  }

  private AnnBenchmarksFile open(Object neighbours, String distance) throws IOException {
    return AnnBenchmarksFile.open(
        AnnBenchmarksFiles.write(folder.resolve("f.h5"), ROWS, QUERIES, neighbours, distance));
  }
}
