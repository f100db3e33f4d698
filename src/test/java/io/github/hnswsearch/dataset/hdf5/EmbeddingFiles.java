package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.dataset.hdf5.EmbeddingFileWriter.Layout;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFileWriter.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Small files of embeddings for tests, written and read whole. */
public final class EmbeddingFiles {
  private EmbeddingFiles() {}

  /** Writes a file of a paper each row. */
  public static void write(Path file, List<String> urls, float[][] embeddings) throws IOException {
    write(file, "urls", urls, embeddings, Map.of());
  }

  /** Writes a file with attributes of its own. */
  public static void write(
      Path file,
      String idDataset,
      List<String> ids,
      float[][] embeddings,
      Map<String, String> attributes)
      throws IOException {
    int longest =
        ids.stream().mapToInt(id -> id.getBytes(StandardCharsets.UTF_8).length).max().orElseThrow();
    Iterator<Row> rows =
        IntStream.range(0, ids.size()).mapToObj(i -> new Row(ids.get(i), embeddings[i])).iterator();
    EmbeddingFileWriter.write(
        file,
        new Layout(idDataset, ids.size(), longest, embeddings[0].length),
        attributes,
        () -> rows.hasNext() ? rows.next() : null);
  }

  /** All rows of a file. */
  public static List<Row> read(Path file) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (EmbeddingFile embeddings =
        EmbeddingFile.open(file, io.github.hnswsearch.descriptor.Descriptor.DatasetNames.DETECT)) {
      for (EmbeddingBatch batch = embeddings.next(); batch != null; batch = embeddings.next()) {
        for (int i = 0; i < batch.size(); i++) {
          float[] row = new float[batch.dimension()];
          System.arraycopy(batch.values(), i * row.length, row, 0, row.length);
          rows.add(new Row(batch.ids().get(i), row));
        }
      }
    }
    return rows;
  }
}
