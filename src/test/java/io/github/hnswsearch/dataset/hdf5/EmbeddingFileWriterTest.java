package io.github.hnswsearch.dataset.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.dataset.hdf5.EmbeddingFileWriter.Layout;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFileWriter.Row;
import io.github.hnswsearch.record.BadInputException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddingFileWriterTest {
  @TempDir private Path folder;

  private static float[][] randomRows(int rows, int dimension) {
    Random random = new Random(7);
    return IntStream.range(0, rows)
        .mapToObj(
            i -> {
              float[] row = new float[dimension];
              for (int j = 0; j < dimension; j++) {
                row[j] = (float) random.nextGaussian();
              }
              return row;
            })
        .toArray(float[][]::new);
  }

  @Test
  void whatIsWrittenIsReadBackBitForBit() throws IOException {
    int rows = 3000; // More than the buffers of both columns hold.
    float[][] embeddings = randomRows(rows, 129);
    List<String> ids =
        IntStream.range(0, rows).mapToObj(i -> "id-" + "é".repeat(i % 5) + i).toList();
    Path file = folder.resolve("rows.h5");

    EmbeddingFiles.write(file, "path", ids, embeddings, Map.of());

    List<Row> read = EmbeddingFiles.read(file);
    assertThat(read).extracting(Row::id).isEqualTo(ids);
    assertThat(read.stream().map(Row::components).toArray(float[][]::new))
        .isDeepEqualTo(embeddings);
  }

  @Test
  void oneRowIsAFile() throws IOException {
    Path file = folder.resolve("one.h5");
    EmbeddingFiles.write(file, List.of("a"), new float[][] {{1}});
    assertThat(EmbeddingFiles.read(file)).singleElement().extracting(Row::id).isEqualTo("a");
  }

  @Test
  void aTextIsKeptWithTheFile() throws IOException {
    Path file = folder.resolve("one.h5");
    EmbeddingFiles.write(
        file, "urls", List.of("a"), new float[][] {{1}}, Map.of("job", "{\"größe\": 1}"));

    assertThat(FileAttributes.text(file, "job")).contains("{\"größe\": 1}");
    assertThat(FileAttributes.text(file, "other")).isEmpty();
  }

  @Test
  void anEarlierFileIsReplaced() throws IOException {
    Path file = folder.resolve("rows.h5");
    EmbeddingFiles.write(
        file, IntStream.range(0, 90).mapToObj(i -> "u" + i).toList(), randomRows(90, 64));
    EmbeddingFiles.write(file, List.of("only"), new float[][] {{2, 3}});

    assertThat(EmbeddingFiles.read(file)).extracting(Row::id).containsExactly("only");
    assertThat(Files.size(file)).isLessThan(2000);
  }

  @Test
  void fewerRowsThanAnnouncedAreAnError() {
    assertThatThrownBy(
            () ->
                EmbeddingFileWriter.write(
                    folder.resolve("f.h5"), new Layout("urls", 2, 1, 1), Map.of(), () -> null))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("expected 2 rows, found 0");
  }

  @Test
  void idsThatDoNotFitAnArrayAreRefusedBeforeAnythingIsWritten() {
    Path file = folder.resolve("huge.h5");
    assertThatThrownBy(
            () ->
                EmbeddingFileWriter.write(
                    file, new Layout("urls", 300_000_000, 40, 4), Map.of(), () -> null))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found 300,000,000 of up to 40 bytes. Write them in parts");
    assertThat(file).doesNotExist();
  }
}
