package io.github.hnswsearch.encoder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that embed a bulk of texts or pictures. */
final class Workers implements AutoCloseable {
  private final String encoder;
  private final ExecutorService executor;

  Workers(String encoder, int count) {
    this.encoder = encoder;
    this.executor = Executors.newFixedThreadPool(count);
  }

  /** A step of the work. */
  @FunctionalInterface
  interface Step<T, R> {
    R apply(T input) throws IOException;
  }

  /** Applies a step to every input; results in the same order. */
  <T, R> List<R> map(List<T> inputs, Step<T, R> step) throws IOException {
    List<Callable<R>> tasks = new ArrayList<>(inputs.size());
    for (T input : inputs) {
      tasks.add(() -> step.apply(input));
    }
    try {
      List<R> results = new ArrayList<>(inputs.size());
      for (Future<R> result : executor.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while embedding with " + encoder, e);
    }
  }

  @Override
  public void close() {
    executor.close();
  }
}
