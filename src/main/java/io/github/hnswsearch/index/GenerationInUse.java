package io.github.hnswsearch.index;

import java.io.Closeable;
import java.io.IOException;

/**
 * A generation whose files stay on the disk until this is closed. Where it has been replaced
 * meanwhile, and nobody else uses it, they are deleted then.
 */
public final class GenerationInUse implements Closeable {
  private final CollectionDirectory collection;
  private final Generation generation;
  private final Closeable use;

  /**
   * @param use held for as long
   */
  GenerationInUse(CollectionDirectory collection, Generation generation, Closeable use) {
    this.collection = collection;
    this.generation = generation;
    this.use = use;
  }

  public Generation generation() {
    return generation;
  }

  @Override
  public void close() throws IOException {
    use.close();
    collection.removeUnless(generation.name());
  }
}
