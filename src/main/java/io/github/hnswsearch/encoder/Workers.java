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
public final class Workers implements AutoCloseable {
  private final String encoder;
  private final ExecutorService executor;

  /**
   * Starts them.
   *
   * @param encoder what they embed with, for errors
   */
  Workers(String encoder, int count) {
    this.encoder = encoder;
    this.executor = Executors.newFixedThreadPool(count);
  }

  /** As many as there are cores. */
  public static Workers onAllCores(String encoder) {
    return new Workers(encoder, Runtime.getRuntime().availableProcessors());
  }

  /** A step of the work. */
  @FunctionalInterface
  public interface Step<T, R> {
    R apply(T input) throws IOException;
  }

  /**
   * Applies a step to every input.
   *
   * @return results in the order of the inputs
   * @throws IOException what a step threw, once all have ended
   */
  public <T, R> List<R> map(List<T> inputs, Step<T, R> step) throws IOException {
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
