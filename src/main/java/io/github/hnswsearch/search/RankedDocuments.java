package io.github.hnswsearch.search;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The stored items of a whole ranking, best first, read one at a time. All come from one generation
 * of the collection, whatever goes live meanwhile. For one thread.
 */
public interface RankedDocuments extends Closeable {

  /** The next item, null after the last. */
  @Nullable RankedDocument next() throws IOException;

  @Override
  void close();
}
