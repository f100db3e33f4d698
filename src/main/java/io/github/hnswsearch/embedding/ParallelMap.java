package io.github.hnswsearch.embedding;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A step that all cores take for many inputs. */
final class ParallelMap {
  /** What is done with one input. */
  @FunctionalInterface
  interface Step<T, R> {
    R apply(T input) throws IOException;
  }

  private ParallelMap() {}

  /**
   * Applies a step to every input.
   *
   * @return results in the order of the inputs
   * @throws IOException what a step threw, once all have ended
   */
  static <T, R> List<R> map(List<T> inputs, Step<T, R> step) throws IOException {
    List<Callable<R>> tasks = new ArrayList<>(inputs.size());
    inputs.forEach(input -> tasks.add(() -> step.apply(input)));
    int cores = Runtime.getRuntime().availableProcessors();
    try (ExecutorService workers = Executors.newFixedThreadPool(cores)) {
      List<R> results = new ArrayList<>(inputs.size());
      for (Future<R> result : workers.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while embedding", e);
    }
  }
}
