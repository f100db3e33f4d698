package io.github.hnswsearch.index;

import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.record.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** An engine that can hold collections. */
public interface Backend {

  /**
   * Starts an empty index.
   *
   * @param directory the generation's folder of engine files, empty
   * @param threads to build the graph with, 1 or more
   */
  GenerationWriter create(
      Path directory, Schema schema, int dimension, IndexOptions options, int threads)
      throws IOException;

  /** Versions of the engine, by name, for the manifest. */
  Map<String, String> versions();
}
