package io.github.hnswsearch.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/** Looks at a server again and again while it is asked, until it is closed. */
final class SoakWatch implements AutoCloseable {
  private static final int TENTHS = 10;
  private static final byte[] METRICS = SoakRequest.get("metrics", "/metrics").wire();

  private final ServerProcess server;
  private final long requests;
  private final LongSupplier done;
  private final List<Look> looks = new ArrayList<>();
  private final Thread thread;
  private volatile boolean ended;

  /**
   * A look.
   *
   * @param nanos when it was
   * @param done requests that had been answered
   * @param heapKiB what Java had taken of the memory for its heap
   */
  record Look(long nanos, long done, ProcessSample sample, long heapKiB) {}

  /** A tenth of the requests: its speed, and the medians of what was seen meanwhile. */
  record Tenth(
      int number,
      double perSecond,
      long rssKiB,
      long rssAnonKiB,
      long heapKiB,
      int threads,
      int files,
      int mappings) {
    static final String HEAD =
        "tenth  requests/s  RSS MiB  RssAnon MiB  heap MiB  threads  files  mappings";

    @Override
    public String toString() {
      return "%5d  %10.0f  %7.1f  %11.1f  %8.1f  %7d  %5d  %8d"
          .formatted(
              number,
              perSecond,
              rssKiB / 1024.0,
              rssAnonKiB / 1024.0,
              heapKiB / 1024.0,
              threads,
              files,
              mappings);
    }
  }

  /**
   * Begins to look.
   *
   * @param requests that will be sent
   * @param done how many have been answered
   */
  SoakWatch(ServerProcess server, long requests, LongSupplier done, Duration pause) {
    this.server = server;
    this.requests = requests;
    this.done = done;
    thread = Thread.ofPlatform().name("soak-watch").start(() -> look(pause));
  }

  private void look(Duration pause) {
    int told = 0;
    System.out.println(Tenth.HEAD);
    try (KeepAlive client = new KeepAlive(server.address())) {
      while (!ended && server.isAlive()) {
        looks.add(new Look(System.nanoTime(), done.getAsLong(), server.sample(), heap(client)));
        int current = tenth(looks.getLast());
        while (told < Math.min(current, TENTHS)) {
          told++;
          System.out.println(tenth(told));
        }
        Thread.sleep(pause);
      }
      if (told < TENTHS) {
        System.out.println(tenth(TENTHS));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long heap(KeepAlive client) throws IOException {
    double bytes =
        client
            .send(METRICS, true)
            .text()
            .lines()
            .filter(line -> line.startsWith("jvm_memory_committed_bytes{area=\"heap\""))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .sum();
    return Math.round(bytes / 1024);
  }

  /** How many tenths had been answered. */
  private int tenth(Look look) {
    return (int) (TENTHS * look.done() / requests);
  }

  private Tenth tenth(int number) {
    List<Look> within = looks.stream().filter(look -> tenth(look) == number - 1).toList();
    List<Look> seen = within.isEmpty() ? List.of(looks.getLast()) : within;
    Look first = seen.getFirst();
    Look last = seen.getLast();
    double seconds = (last.nanos() - first.nanos()) / 1e9;
    return new Tenth(
        number,
        (last.done() - first.done()) / Math.max(seconds, 1e-9),
        median(seen, look -> look.sample().rssKiB()),
        median(seen, look -> look.sample().rssAnonKiB()),
        median(seen, Look::heapKiB),
        (int) median(seen, look -> look.sample().threads()),
        (int) median(seen, look -> look.sample().files()),
        (int) median(seen, look -> look.sample().mappings()));
  }

  private static long median(List<Look> looks, ToLongFunction<Look> value) {
    List<Long> sorted =
        looks.stream().map(value::applyAsLong).sorted(Comparator.naturalOrder()).toList();
    return sorted.get(sorted.size() / 2);
  }

  /** Largest of what was seen in the first tenth, and after it. */
  long most(boolean later, ToLongFunction<ProcessSample> value) {
    return looks.stream()
        .filter(look -> tenth(look) > 0 == later)
        .mapToLong(look -> value.applyAsLong(look.sample()))
        .max()
        .orElseThrow();
  }

  /**
   * By how much the memory grew after the first tenth: the largest median of a later tenth, over
   * what was present as the first ended.
   */
  double growth() {
    Look base = looks.stream().filter(look -> tenth(look) == 0).toList().getLast();
    long most = 0;
    for (int number = 2; number <= TENTHS; number++) {
      most = Math.max(most, tenth(number).rssKiB());
    }
    return (double) most / base.sample().rssKiB() - 1;
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
