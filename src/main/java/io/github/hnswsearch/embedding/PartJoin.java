package io.github.hnswsearch.embedding;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.dataset.EmbeddingFolder;
import io.github.hnswsearch.dataset.hdf5.EmbeddingBatch;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFile;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFileWriter;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFileWriter.Layout;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFileWriter.Row;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.record.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All parts of a finished job as one file. */
final class PartJoin {
  /** Attribute of a joined file that counts the inputs without a row by cause. */
  static final String SKIPPED_ATTRIBUTE = "embedding_skipped";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final JobState done;
  private final InputKind kind;

  PartJoin(Path folder, JobState done, InputKind kind) {
    this.folder = folder;
    this.done = done;
    this.kind = kind;
  }

  /**
   * Writes the file.
   *
   * @throws BadInputException if there are more rows than a file can hold
   */
  void write(Path file) throws IOException {
    if (done.rows() > Integer.MAX_VALUE) {
      throw tooLarge("more than " + Integer.MAX_VALUE + " rows", null);
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put(PartWriter.JOB_ATTRIBUTE, JSON.writeValueAsString(done.job()));
    attributes.put(SKIPPED_ATTRIBUTE, JSON.writeValueAsString(done.skipped()));
    try (PartRows rows = new PartRows()) {
      EmbeddingFileWriter.write(file, layout(), attributes, rows::next);
    } catch (BadInputException e) {
      throw tooLarge(String.valueOf(e.getMessage()), e);
    }
  }

  private BadInputException tooLarge(String found, @Nullable BadInputException cause) {
    return new BadInputException(
        folder.toString(),
        "expected parts that can be joined, found: " + found,
        "Nothing is lost: use this folder as it is, wherever a file of embeddings is asked for",
        cause);
  }

  private Layout layout() throws IOException {
    int longest = 0;
    int dimension = 0;
    for (int part = 0; part < done.parts(); part++) {
      try (EmbeddingFile embeddings = open(part)) {
        dimension = embeddings.dimension();
        int[] longestOfPart = {0};
        embeddings.forEachIds(
            (firstRow, ids) -> {
              for (String id : ids) {
                longestOfPart[0] =
                    Math.max(longestOfPart[0], id.getBytes(StandardCharsets.UTF_8).length);
              }
            });
        longest = Math.max(longest, longestOfPart[0]);
      }
    }
    return new Layout(kind.idDataset(), (int) done.rows(), longest, dimension);
  }

  private EmbeddingFile open(int part) throws IOException {
    return EmbeddingFile.open(folder.resolve(EmbeddingFolder.partName(part)), DatasetNames.DETECT);
  }

  /** The rows of all parts, one part open at a time. */
  private final class PartRows implements Closeable {
    private @Nullable EmbeddingFile part;
    private @Nullable EmbeddingBatch batch;
    private int nextPart;
    private int nextRow;

    @Nullable Row next() throws IOException {
      EmbeddingBatch rows = batch;
      while (rows == null || nextRow == rows.size()) {
        rows = part == null ? null : part.next();
        if (rows == null) {
          close();
          if (nextPart == done.parts()) {
            return null;
          }
          part = open(nextPart++);
        }
        batch = rows;
        nextRow = 0;
      }
      int from = nextRow * rows.dimension();
      float[] vector = Arrays.copyOfRange(rows.values(), from, from + rows.dimension());
      return new Row(rows.ids().get(nextRow++), vector);
    }

    @Override
    public void close() throws IOException {
      if (part != null) {
        part.close();
        part = null;
      }
    }
  }
}
