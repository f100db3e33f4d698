package io.github.hnswsearch.dataset.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Small files in the layout of ann-benchmarks for tests. */
public final class AnnBenchmarksFiles {
  private AnnBenchmarksFiles() {}

  /**
   * Writes a file.
   *
   * @param neighbours int[][] or long[][], null for none
   * @param distance null for none
   */
  public static Path write(
      Path file,
      float[][] train,
      float[][] test,
      @Nullable Object neighbours,
      @Nullable String distance) {
    try (WritableHdfFile hdf5 = HdfFile.write(file)) {
      hdf5.putDataset("train", train);
      hdf5.putDataset("test", test);
      if (neighbours != null) {
        hdf5.putDataset("neighbors", neighbours);
      }
      if (distance != null) {
        hdf5.putAttribute("distance", distance);
      }
    }
    return file;
  }

  /** Writes a file of one data set. */
  public static Path writeOnly(Path file, String name, float[][] rows) {
    try (WritableHdfFile hdf5 = HdfFile.write(file)) {
      hdf5.putDataset(name, rows);
    }
    return file;
  }

  /** Writes rows without ids in chunks of 8 rows: {@code train} alone. */
  static Path writeChunked(Path file, int rows, int dimension) {
    float[][] train = new float[rows][dimension];
    for (int i = 0; i < rows; i++) {
      train[i][i % dimension] = i + 1;
    }
    try (WritableHdfFile hdf5 = HdfFile.write(file)) {
      hdf5.putDataset(
          "train", train, DatasetCreationOptions.builder().chunkDimensions(8, dimension).build());
    }
    return file;
  }
}
