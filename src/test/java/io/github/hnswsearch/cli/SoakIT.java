package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Days of use in short: a server of the samples is asked everything that can be asked, by several
 * callers at once, some of whom are gone in the middle, while one of its collections changes.
 * {@code src/reliability/run.sh soak} asks a million times.
 */
@EnabledOnOs(OS.LINUX)
final class SoakIT {
  private static final long REQUESTS = Long.getLong("soak.requests", 3_000);

  /** From so many on, memory has had time to settle in the first tenth. */
  private static final long SETTLED = 1_000_000;

  private static final double LARGEST_GROWTH = 0.05;
  private static final int CALLERS = 4;
  private static final int MOST_CHANGES = 50;
  private static final long REQUESTS_A_CHANGE = Math.max(1_500, REQUESTS / MOST_CHANGES);

  /** Of a thousand requests, so many are cut off by their callers. */
  private static final int CUT = 10;

  /** Threads of a pool come as they are needed; two generations may be open for a moment. */
  private static final int MORE_THREADS = 40;

  private static final int MORE_FILES = 40;

  private static final int SHOWN_FAILURES = 20;
  private static final long STOP_SECONDS = 30;

  @TempDir private static Path folder;

  private final AtomicLong begun = new AtomicLong();
  private final LongAdder done = new LongAdder();
  private final LongAdder cut = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final Map<String, LongAdder> kinds = new ConcurrentHashMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  @Test
  void whateverIsAskedIsAnsweredAndMemoryThreadsAndFilesStayWithinBounds() throws Exception {
    Path home = Path.of("").toAbsolutePath();
    Path index = folder.resolve("index");
    Launcher launcher = new Launcher(home, folder);
    String options = System.getenv("HNSW_SEARCH_JAVA_OPTIONS");
    Launcher serving = new Launcher(home, folder);
    if (options != null) {
      serving.with("HNSW_SEARCH_JAVA_OPTIONS", options);
    }
    Cli.Outcome demo = launcher.run("demo", "--no-serve", "--index-data", index.toString());
    assertThat(demo.code()).as(demo.err()).isEqualTo(Cli.DONE);
    ChangingCollection changing = new ChangingCollection(launcher, folder, index);
    try (ServerProcess server =
        ServerProcess.start(
            serving, folder, "--no-remote-pictures", "--index-data", index.toString())) {
      SoakMix mix;
      try (KeepAlive client = new KeepAlive(server.address())) {
        mix = new SoakMix(home, index.resolve(".demo/gallery"), folder, client);
      }
      SoakWatch watch =
          new SoakWatch(
              server, REQUESTS, done::sum, Duration.ofMillis(REQUESTS < SETTLED ? 100 : 1000));
      try (watch) {
        ask(server, mix, changing);
      }
      report(watch);

      assertThat(failures).as("%d failures", failed.sum()).isEmpty();
      assertThat(server.err()).doesNotContain("\tat ", "OutOfMemory", "This is a defect");
      assertThat(watch.most(true, ProcessSample::threads))
          .as("threads")
          .isLessThanOrEqualTo(watch.most(false, ProcessSample::threads) + MORE_THREADS);
      assertThat(watch.most(true, ProcessSample::files))
          .as("open files")
          .isLessThanOrEqualTo(watch.most(false, ProcessSample::files) + MORE_FILES);
      assertThat(watch.most(true, ProcessSample::mappings))
          .as("mapped files")
          .isLessThanOrEqualTo(watch.most(false, ProcessSample::mappings) + MORE_FILES);
      if (REQUESTS >= SETTLED) {
        assertThat(watch.growth()).as("growth of RSS").isLessThan(LARGEST_GROWTH);
      }
      server.terminate();
      assertThat(server.awaitEnd(STOP_SECONDS)).as("ended in time").isTrue();
    }
  }

  private void ask(ServerProcess server, SoakMix mix, ChangingCollection changing)
      throws Exception {
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS + 1)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        Random random = new Random(caller);
        ends.add(callers.submit(() -> call(server, mix, random)));
      }
      Future<?> changes = callers.submit(() -> change(changing));
      for (Future<?> end : ends) {
        end.get();
      }
      changes.get();
    }
  }

  private Void change(ChangingCollection changing) throws Exception {
    long next = REQUESTS_A_CHANGE / 2;
    while (begun.get() < REQUESTS) {
      if (done.sum() >= next) {
        changing.change();
        next += REQUESTS_A_CHANGE;
      }
      Thread.sleep(20);
    }
    return null;
  }

  private Void call(ServerProcess server, SoakMix mix, Random random) throws IOException {
    try (KeepAlive client = new KeepAlive(server.address())) {
      while (begun.getAndIncrement() < REQUESTS && server.isAlive()) {
        SoakRequest request = mix.next(random);
        if (random.nextInt(1000) < CUT) {
          cut(client, request, random);
        } else {
          check(client, request);
        }
        done.increment();
      }
    }
    return null;
  }

  private void cut(KeepAlive client, SoakRequest request, Random random) throws IOException {
    cut.increment();
    int length = request.wire().length;
    boolean whole = random.nextBoolean();
    client.cut(
        request.wire(), whole ? length : random.nextInt(length), whole ? random.nextInt(2) : 0);
  }

  private void check(KeepAlive client, SoakRequest request) {
    kinds.computeIfAbsent(request.kind(), kind -> new LongAdder()).increment();
    try {
      KeepAlive.Answer answer = client.send(request.wire(), request.hasBodyInAnswer());
      if (!request.expected().contains(answer.status())) {
        fail(request, answer.status() + " " + answer.text());
      } else if (!answer.text().contains(request.part())) {
        fail(request, "no " + request.part() + " in " + answer.text());
      }
    } catch (IOException e) {
      fail(request, e.toString());
    }
  }

  private void fail(SoakRequest request, String found) {
    failed.increment();
    if (failures.size() < SHOWN_FAILURES) {
      failures.add(
          "%s: %s: expected %s, found %s"
              .formatted(
                  request.kind(),
                  request.line(),
                  request.expected(),
                  found.substring(0, Math.min(400, found.length()))));
    }
  }

  private void report(SoakWatch watch) {
    System.out.printf(
        "%,d requests, %,d of them cut off by their callers, %,d failures; RSS grew by %.1f%% after"
            + " the first tenth%n%s%n",
        done.sum(), cut.sum(), failed.sum(), 100 * watch.growth(), new TreeMap<>(kinds));
  }
}
