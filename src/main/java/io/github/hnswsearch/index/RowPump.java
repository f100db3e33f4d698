package io.github.hnswsearch.index;

import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.ItemSource;
import io.github.hnswsearch.record.SkippedRow;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Moves every row of a source into a writer: the calling thread reads batches, workers scale and
 * index them. Rows whose id occurs again are written by the calling thread, in order, so that the
 * last good one wins.
 */
final class RowPump {
  /** Batches waiting per worker: enough to keep it busy, few enough for a small heap. */
  private static final int BATCHES_PER_WORKER = 2;

  private final ItemSource source;
  private final ItemSink writer;
  private final SkippedRows skipped;
  private final boolean strict;
  private final int threads;
  private final BuildListener listener;
  private final Checkpoints checkpoints;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /**
   * What is done between batches, while no row is being written.
   *
   * @param every rows, 1 or more
   * @param keeper makes durable what has been written so far
   */
  record Checkpoints(int every, Keeper keeper) {
    /** Nothing is. */
    static final Checkpoints NONE = new Checkpoints(Integer.MAX_VALUE, (rows, place) -> {});
  }

  /** Hears how far the source has been read. */
  @FunctionalInterface
  interface Keeper {
    /**
     * All rows up to here have been written.
     *
     * @param rows read by this pump
     * @param place of the last of them
     */
    void keep(long rows, String place) throws IOException;
  }

  /**
   * @param strict whether the first bad row ends the work
   * @param threads to decode and index with, 1 or more
   */
  RowPump(
      ItemSource source,
      ItemSink writer,
      SkippedRows skipped,
      boolean strict,
      int threads,
      BuildListener listener,
      Checkpoints checkpoints) {
    this.source = source;
    this.writer = writer;
    this.skipped = skipped;
    this.strict = strict;
    this.threads = threads;
    this.listener = listener;
    this.checkpoints = checkpoints;
  }

  void run() throws IOException {
    int permits = threads * BATCHES_PER_WORKER;
    Semaphore room = new Semaphore(permits);
    long read = 0;
    long kept = 0;
    String last = "";
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      ItemSource.Batch batch;
      while (failure.get() == null && (batch = source.next()) != null) {
        ItemSource.Batch rows = batch;
        room.acquireUninterruptibly();
        workers.execute(
            () -> {
              try {
                writeOnce(rows);
              } catch (Throwable e) {
                failure.compareAndSet(null, e);
              } finally {
                room.release();
              }
            });
        writeRepeated(rows);
        listener.advance(rows.size());
        read += rows.size();
        last = rows.place(rows.size() - 1);
        if (read - kept >= checkpoints.every()) {
          room.acquireUninterruptibly(permits);
          if (failure.get() == null) {
            checkpoints.keeper().keep(read, last);
            kept = read;
          }
          room.release(permits);
        }
      }
    }
    rethrow(failure.get());
    // What follows commits the rows: it must not find them behind the checkpoint.
    if (read > kept) {
      checkpoints.keeper().keep(read, last);
    }
  }

  private void writeOnce(ItemSource.Batch rows) throws IOException {
    for (int i = 0; i < rows.size() && failure.get() == null; i++) {
      if (!rows.repeated(i)) {
        switch (rows.read(i)) {
          case Item item -> writer.add(item);
          case SkippedRow row -> skip(row);
        }
      }
    }
  }

  private void writeRepeated(ItemSource.Batch rows) throws IOException {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.repeated(i)) {
        switch (rows.read(i)) {
          case Item item -> writer.replace(item);
          case SkippedRow row -> skip(row);
        }
      }
    }
  }

  private void skip(SkippedRow row) throws IOException {
    if (strict) {
      throw new BadInputException(
          row.file() + ", row " + row.row(),
          "expected an embedding that can be indexed, found " + row.detail(),
          "Mend the row, or run again without --strict to leave such rows out");
    }
    skipped.add(row);
  }

  private static void rethrow(@Nullable Throwable failure) throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }
}
