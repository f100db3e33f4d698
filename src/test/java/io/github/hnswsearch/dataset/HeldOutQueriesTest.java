package io.github.hnswsearch.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.dataset.hdf5.AnnBenchmarksFiles;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFiles;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.SourceFile;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldOutQueriesTest {
  private static final float[][] ROWS = {{1, 0}, {0, 1}, {1, 1}};

  @TempDir Path folder;

  @Test
  void theFirstRowsOfTestAreThem() throws IOException {
    Path file = file("a", new float[][] {{3, 4}, {0, 2}, {5, 0}});
    assertThat(read(10, file)).containsExactly(unit(3, 4), unit(0, 1), unit(1, 0));
    assertThat(read(2, file)).containsExactly(unit(3, 4), unit(0, 1));
  }

  @Test
  void rowsWithoutADirectionArePassedOver() throws IOException {
    Path file = file("a", new float[][] {{0, 0}, {0, Float.NaN}, {5, 0}});
    assertThat(read(10, file)).containsExactly(unit(1, 0));
  }

  @Test
  void theFirstFileThatHasSomeGivesThem() throws IOException {
    Path without = folder.resolve("without.h5");
    EmbeddingFiles.write(without, List.of("https://a.b/1"), new float[][] {{1, 0}});
    assertThat(read(10, without, file("b", new float[][] {{0, 7}}))).containsExactly(unit(0, 1));
    assertThat(read(10, without)).isEmpty();
  }

  @Test
  void rowsOfAnotherDimensionAreNoQueries() throws IOException {
    assertThat(read(10, file("a", new float[][] {{1, 2, 3}}))).isEmpty();
  }

  @Test
  void rowsThatAreThemselvesIndexedAreNoQueries() throws IOException {
    Path file = file("a", new float[][] {{3, 4}});
    Source source = new Source(List.of(file), new DatasetNames("test", null));
    assertThat(HeldOutQueries.of(source, 10)).isEmpty();
  }

  @Test
  void filesThatAreGoneOrDamagedHaveNone() throws IOException {
    Path damaged = Files.writeString(folder.resolve("damaged.h5"), "no HDF5");
    assertThat(read(10, damaged)).isEmpty();
    assertThat(read(10, folder.resolve("gone.h5"))).isEmpty();
  }

  @Test
  void aFileThatIsAnotherThanTheCollectionWasBuiltFromHasNoneOfItsQueries() throws IOException {
    Path file = file("a", new float[][] {{3, 4}});
    Source source = new Source(List.of(file), DatasetNames.DETECT);
    SourceFile built = new SourceFile(file.toString(), Files.size(file), "");
    assertThat(HeldOutQueries.of(source, List.of(built), 10)).containsExactly(unit(3, 4));

    file("a", new float[][] {{4, 3}, {1, 0}});
    assertThat(HeldOutQueries.of(source, List.of(built), 10)).isEmpty();
  }

  private Path file(String name, float[][] test) {
    return AnnBenchmarksFiles.write(folder.resolve(name + ".hdf5"), ROWS, test, null, null);
  }

  private static UnitVector unit(float... components) {
    return ClusteredVectors.unit(components);
  }

  private static List<UnitVector> read(int most, Path... files) throws IOException {
    return HeldOutQueries.of(new Source(List.of(files), DatasetNames.DETECT), most);
  }
}
