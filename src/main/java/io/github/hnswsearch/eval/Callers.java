package io.github.hnswsearch.eval;

import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Threads that ask one reader, each its next query as soon as it has its last answer. */
public final class Callers implements Closeable {
  private final int threads;
  private final ExecutorService executor;

  /**
   * @param threads that call at the same time, 1 or more
   */
  public Callers(int threads) {
    this.threads = threads;
    this.executor = Executors.newFixedThreadPool(threads);
  }

  /**
   * Every query, asked once.
   *
   * @param nanos from the first call to the last answer
   * @param latencies of the queries, in nanoseconds
   * @param found what each query found
   */
  record Pass(long nanos, long[] latencies, List<List<Candidate>> found) {
    double perSecond() {
      return latencies.length * 1e9 / nanos;
    }
  }

  private record Span(long started, long ended) {}

  /** Asks every query of a set once. */
  Pass pass(QuerySet queries, int ef) throws IOException {
    long[] latencies = new long[queries.size()];
    @SuppressWarnings({"unchecked", "rawtypes"}) // There are no arrays of generic lists.
    List<Candidate>[] found = new List[queries.size()];
    Arrays.fill(found, List.of());
    AtomicInteger next = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(threads);
    Callable<Span> caller =
        () -> {
          await(start);
          long started = System.nanoTime();
          long before = started;
          for (int i = next.getAndIncrement(); i < latencies.length; i = next.getAndIncrement()) {
            found[i] = queries.search(i, ef);
            long after = System.nanoTime();
            latencies[i] = after - before;
            before = after;
          }
          return new Span(started, before);
        };
    List<Span> spans = call(IntStream.range(0, threads).mapToObj(i -> caller).toList());
    long started = spans.stream().mapToLong(Span::started).min().orElseThrow();
    long ended = spans.stream().mapToLong(Span::ended).max().orElseThrow();
    return new Pass(Math.max(1, ended - started), latencies, List.of(found));
  }

  private static void await(CyclicBarrier start) throws InterruptedException {
    try {
      start.await();
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException("only an interrupt breaks it", e);
    }
  }

  private List<Span> call(List<Callable<Span>> callers) throws IOException {
    try {
      List<Future<Span>> futures = executor.invokeAll(callers);
      Span[] spans = new Span[futures.size()];
      for (int i = 0; i < spans.length; i++) {
        spans[i] = futures.get(i).get();
      }
      return List.of(spans);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while measuring", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
