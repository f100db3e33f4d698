package io.github.hnswsearch.descriptor;

import io.github.hnswsearch.download.RemoteFile;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A published file that can be fetched.
 *
 * @param name what commands call it
 * @param about what it holds, a sentence for people
 * @param rows of its embeddings, where known
 * @param dimension components of an embedding, where known
 * @param encoder that made the embeddings, where it holds any
 * @param file where it is published, and the name it is kept under
 */
public record PublishedDataset(
    String name,
    String about,
    OptionalLong rows,
    OptionalLong dimension,
    @Nullable String encoder,
    RemoteFile file) {

  /** Whether it holds embeddings that can be imported. */
  public boolean isHdf5() {
    return file.path().endsWith(".h5") || file.path().endsWith(".hdf5");
  }
}
