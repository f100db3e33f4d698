package io.github.hnswsearch.dataset;

import io.github.hnswsearch.dataset.hdf5.EmbeddingBatch;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFile;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files of embeddings in memory, two rows a batch; each path also exists as a file to digest. */
final class MemoryEmbeddings implements EmbeddingSequence.Opener {
  private static final int BATCH = 2;

  private final Map<Path, List<Row>> rowsOfFile = new HashMap<>();
  private int open;

  record Row(String id, float[] embedding) {}

  Path put(Path file, Row... rows) throws IOException {
    rowsOfFile.put(file, List.of(rows));
    return Files.writeString(file, "stands for an HDF5 file");
  }

  /** How many files are open. */
  int openFiles() {
    return open;
  }

  @Override
  public EmbeddingFile open(Path file, DatasetNames names) {
    List<Row> rows = rowsOfFile.get(file);
    open++;
    return new EmbeddingFile() {
      private int next;

      @Override
      public Path path() {
        return file;
      }

      @Override
      public long rows() {
        return rows.size();
      }

      @Override
      public int dimension() {
        return rows.getFirst().embedding().length;
      }

      @Override
      public void forEachIds(IdConsumer consumer) throws IOException {
        for (int i = 0; i < rows.size(); i += BATCH) {
          consumer.accept(i, slice(i).stream().map(Row::id).toList());
        }
      }

      private List<Row> slice(int from) {
        return rows.subList(from, Math.min(from + BATCH, rows.size()));
      }

      @Override
      public void skip(long rows) {
        next += (int) rows;
      }

      @Override
      public @Nullable EmbeddingBatch next() {
        if (next == rows.size()) {
          return null;
        }
        List<Row> batch = slice(next);
        float[] values = new float[batch.size() * dimension()];
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
          System.arraycopy(batch.get(i).embedding(), 0, values, i * dimension(), dimension());
          ids.add(batch.get(i).id());
        }
        EmbeddingBatch result = new EmbeddingBatch(next, dimension(), values, ids);
        next += batch.size();
        return result;
      }

      @Override
      public void close() {
        open--;
      }
    };
  }
}
