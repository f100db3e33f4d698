package io.github.hnswsearch.index;

import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.record.ItemSource;
import io.github.hnswsearch.record.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An engine that can hold collections. */
public interface Backend extends Inspection.Inspector {

  /**
   * Starts an index, or goes on with the rows that an interrupted build has left beside it.
   *
   * @param directory the generation's folder of engine files, empty
   * @param threads to build the graph with, 1 or more
   */
  GenerationWriter create(
      Path directory, Schema schema, int dimension, IndexOptions options, int threads)
      throws IOException;

  /**
   * Starts to change an index.
   *
   * @param directory engine files of a generation, none of which is written to: they may be shared
   *     with the generation that they come from
   * @param options as the index was built with
   * @param threads to build graphs with, 1 or more
   */
  RevisionWriter revise(Path directory, Schema schema, IndexOptions options, int threads)
      throws IOException;

  /**
   * The live items of a generation, as they were indexed: ids, addresses, vectors and metadata.
   *
   * @throws io.github.hnswsearch.record.BadInputException if its index cannot be read, or holds
   *     nothing
   */
  ItemSource items(Generation generation) throws IOException;

  /**
   * What of a generation this version would write in another way, in words; empty where nothing is.
   *
   * @throws io.github.hnswsearch.record.BadInputException if its index cannot be read
   */
  List<String> outdated(Generation generation) throws IOException;

  /** Versions of the engine, by name, for the manifest. */
  Map<String, String> versions();
}
