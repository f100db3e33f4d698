package io.github.hnswsearch.lucene;

import java.util.function.LongConsumer;
import org.apache.lucene.util.InfoStream;

/** Hears from Lucene how many items a graph under construction links. */
final class LinkingProgress extends InfoStream {
  private static final String COMPONENT = "HNSW";

  /** Lucene's graph builder says "built N in ..." after every so many items. */
  private static final String STEP_MESSAGE = "built ";

  private static final long STEP = 10_000;

  private final LongConsumer linked;

  /**
   * Listens.
   *
   * @param linked is told how many more items are linked, by one thread at a time
   */
  LinkingProgress(LongConsumer linked) {
    this.linked = linked;
  }

  @Override
  public synchronized void message(String component, String message) {
    if (component.equals(COMPONENT) && message.startsWith(STEP_MESSAGE)) {
      linked.accept(STEP);
    }
  }

  @Override
  public boolean isEnabled(String component) {
    return component.equals(COMPONENT);
  }

  @Override
  public void close() {}
}
