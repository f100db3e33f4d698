package io.github.hnswsearch.eval;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The same kind of call over and over from some threads, each of which calls again as soon as it
 * has its answer.
 *
 * @param threads that call at the same time
 * @param calls made in all
 * @param perSecond calls answered in a second, by all threads together
 * @param p50Millis median time of a call
 * @param p95Millis time that 95 of 100 calls do not exceed
 */
public record ThroughputRun(
    int threads, int calls, double perSecond, double p50Millis, double p95Millis) {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  /** Something to be timed. */
  @FunctionalInterface
  public interface Call {
    /**
     * Does it once.
     *
     * @param number of the call, from 0: every call of a run has a number of its own
     */
    void run(int number) throws IOException;
  }

  /**
   * Measures.
   *
   * @param duration of the run; calls that have begun are ended, and each thread makes one at least
   */
  public static ThroughputRun measure(int threads, Duration duration, Call call)
      throws IOException {
    AtomicInteger next = new AtomicInteger();
    long started = System.nanoTime();
    long end = started + duration.toNanos();
    Callable<List<Long>> caller =
        () -> {
          List<Long> times = new ArrayList<>();
          long from = System.nanoTime();
          do {
            call.run(next.getAndIncrement());
            long to = System.nanoTime();
            times.add(to - from);
            from = to;
          } while (from < end);
          return times;
        };
    long[] times;
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> part : executor.invokeAll(Collections.nCopies(threads, caller))) {
        all.addAll(part.get());
      }
      times = all.stream().mapToLong(Long::longValue).sorted().toArray();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while measuring", e);
    }
    double seconds = (System.nanoTime() - started) / NANOS_PER_SECOND;
    return new ThroughputRun(
        threads,
        times.length,
        times.length / seconds,
        Percentile.of(times, 50) / NANOS_PER_MILLI,
        Percentile.of(times, 95) / NANOS_PER_MILLI);
  }
}
