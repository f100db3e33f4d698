package io.github.hnswsearch.dataset.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Where a batch ends and where a chunk ends never loses, repeats or moves a row. */
class BatchBoundariesTest {
  private static final int MOST_ROWS_OF_A_BATCH = 1024;

  private Path path;

  @BeforeTry
  void createFile() throws IOException {
    path = Files.createTempFile("batches", ".h5");
  }

  @AfterTry
  void deleteFile() throws IOException {
    Files.delete(path);
  }

  @Property(tries = 60)
  void everyRowComesOnceAndInOrder(
      @ForAll @IntRange(min = 1, max = 5000) int rows,
      @ForAll @IntRange(min = 1, max = 9) int dimension,
      @ForAll @IntRange(min = 1, max = 3000) int chunkRows,
      @ForAll @IntRange(min = 1, max = 9) int chunkColumns,
      @ForAll @IntRange(min = 1, max = 3000) int idChunkRows,
      @ForAll boolean chunked,
      @ForAll boolean packed)
      throws IOException {
    DatasetCreationOptions.Builder options = DatasetCreationOptions.builder();
    DatasetCreationOptions.Builder idOptions = DatasetCreationOptions.builder();
    if (chunked) {
      options.chunkDimensions(Math.min(chunkRows, rows), Math.min(chunkColumns, dimension));
      idOptions.chunkDimensions(Math.min(idChunkRows, rows));
    }
    if (chunked && packed) {
      options.shuffle().deflate();
      idOptions.deflate();
    }
    float[][] values = values(rows, dimension);
    int[] ids = IntStream.range(0, rows).toArray();
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putDataset("embeddings", values, options.build());
      file.putDataset("ids", ids, idOptions.build());
    }

    try (EmbeddingFile file = EmbeddingFile.open(path, DatasetNames.DETECT)) {
      List<String> read = new ArrayList<>();
      for (EmbeddingBatch batch : Fixture.batches(file)) {
        assertThat(batch.firstRow()).isEqualTo(read.size());
        assertThat(batch.size()).isBetween(1, MOST_ROWS_OF_A_BATCH);
        assertThat(batch.values()).hasSize(batch.size() * dimension);
        for (int i = 0; i < batch.size(); i++) {
          for (int j = 0; j < dimension; j++) {
            assertThat(batch.values()[i * dimension + j]).isEqualTo(values[read.size() + i][j]);
          }
        }
        read.addAll(batch.ids());
      }
      assertThat(read)
          .containsExactlyElementsOf(IntStream.of(ids).mapToObj(String::valueOf).toList());
      assertThat(Fixture.ids(file)).isEqualTo(read);
    }
  }

  private static float[][] values(int rows, int dimension) {
    float[][] values = new float[rows][dimension];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < dimension; j++) {
        values[i][j] = i * dimension + j;
      }
    }
    return values;
  }
}
