package io.github.hnswsearch.eval.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.dataset.hdf5.AnnBenchmarksFile;
import io.github.hnswsearch.dataset.hdf5.AnnBenchmarksFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterFieldsTest {
  @TempDir private Path folder;

  @Test
  void ranksDescendAndEqualValuesKeepTheirOrder() {
    assertThat(FilterFields.ranks(new float[] {-2, 1, 0.5f, -0.5f, 0.5f, 0}))
        .containsExactly(5, 0, 1, 4, 2, 3);
  }

  @Test
  void nearIsTheRankByTheAngleToTheFirstRowThatHasOne() throws IOException {
    FilterFields fields = fields(new float[][] {{0, 0}, {1, 0}, {-1, 0}, {1, 1}, {0, 1}});

    assertThat(IntStream.range(0, 5).mapToObj(row -> fields.of(row).first("near").orElseThrow()))
        .containsExactly("4", "0", "3", "1", "2");
  }

  @Test
  void randomGivesEveryRowANumberOfItsOwnAndAlwaysTheSame() throws IOException {
    float[][] rows =
        IntStream.range(0, 100).mapToObj(i -> new float[] {1, i}).toArray(float[][]::new);
    FilterFields fields = fields(rows);
    FilterFields again = fields(rows);

    assertThat(
            IntStream.range(0, 100).mapToObj(row -> fields.of(row).first("random").orElseThrow()))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 100).mapToObj(String::valueOf).toList())
        .isEqualTo(
            IntStream.range(0, 100)
                .mapToObj(row -> again.of(row).first("random").orElseThrow())
                .toList());
  }

  private FilterFields fields(float[][] rows) throws IOException {
    return FilterFields.of(
        AnnBenchmarksFile.open(
            AnnBenchmarksFiles.write(folder.resolve("f.h5"), rows, rows, null, "angular")));
  }
}
