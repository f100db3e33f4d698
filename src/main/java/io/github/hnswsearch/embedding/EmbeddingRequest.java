package io.github.hnswsearch.embedding;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to embed, and where to put it.
 *
 * @param encoder name of the encoder
 * @param input arXiv JSONL, or a folder of documents or of pictures
 * @param kind what the input holds; null to find out
 * @param fields of a paper that make up its text
 * @param output a file that ends in {@code .h5} or {@code .hdf5}, or a folder for parts
 * @param partRows rows of a part, 1 or more; null for {@value #PART_ROWS}, or fewer of many
 *     components
 * @param earlier what to do with what an earlier run left
 */
public record EmbeddingRequest(
    String encoder,
    Path input,
    @Nullable InputKind kind,
    List<String> fields,
    Path output,
    @Nullable Integer partRows,
    Earlier earlier) {

  static final int PART_ROWS = 50_000;

  /** A part is read and written as a whole by many programs. */
  private static final int PART_BYTES = 64 << 20;

  /** What to do with what an earlier run left in the place of the output. */
  public enum Earlier {
    /** Go on with the same job; refuse to touch that of another. */
    CONTINUE,
    /** Go on with the same job, start over in place of another. */
    CONTINUE_OR_REPLACE,
    /** Start over. */
    REPLACE
  }

  public EmbeddingRequest {
    fields = List.copyOf(fields);
    if (partRows != null && partRows < 1) {
      throw new IllegalArgumentException("rows of a part: expected 1 or more, found " + partRows);
    }
  }

  /** Rows of a full part. */
  int partRows(int dimension) {
    return partRows == null
        ? Math.clamp(PART_BYTES / ((long) dimension * Float.BYTES), 1, PART_ROWS)
        : partRows;
  }
}
