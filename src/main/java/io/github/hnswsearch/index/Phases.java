package io.github.hnswsearch.index;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Runs the phases of a build one after the other, announces them and keeps their times. */
final class Phases {
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  @FunctionalInterface
  interface Task {
    void run() throws IOException;
  }

  private final BuildListener listener;
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  Phases(BuildListener listener) {
    this.listener = listener;
  }

  <T> T call(String phase, long steps, Work<T> work) throws IOException {
    long started = System.nanoTime();
    listener.begin(phase, steps, "rows");
    try {
      return work.run();
    } finally {
      listener.end();
      seconds.put(
          phase.toLowerCase(Locale.ROOT).replace(' ', '_'),
          Math.round((System.nanoTime() - started) / 1e7) / 100.0);
    }
  }

  void run(String phase, long steps, Task task) throws IOException {
    call(
        phase,
        steps,
        () -> {
          task.run();
          return phase;
        });
  }

  Map<String, Double> seconds() {
    return new LinkedHashMap<>(seconds);
  }
}
