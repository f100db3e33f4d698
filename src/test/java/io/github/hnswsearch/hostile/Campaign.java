package io.github.hnswsearch.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Tries one mutant after another and holds against the program whatever it must not do: hang, run
 * out of memory, or fail otherwise than in words.
 *
 * <p>Every mutant follows from its seed alone: {@code -Dmutants.seed=SEED -Dmutants.NAME=1} repeats
 * one. The totals are written to {@code target/mutants/NAME.txt}.
 */
public final class Campaign {
  private static final long HANGS_AFTER_SECONDS = 10;
  private static final long GIVEN_UP_AFTER_SECONDS = 30;
  private static final int MOST_HANGS = 3;
  private static final int LISTED = 20;
  private static final Path REPORTS = Path.of("target/mutants");

  /** One damaged input, made and waiting. */
  public interface Attempt {
    /** The input and what was done to it, for a report. */
    String what();

    /**
     * Reads the input as a user would have it read.
     *
     * @throws Throwable as the program fails; an {@link AssertionError} is always held against it
     */
    void run() throws Throwable;
  }

  /** Makes the input of a seed. */
  @FunctionalInterface
  public interface Inputs {
    Attempt of(RandomGenerator random) throws IOException;
  }

  private final String name;
  private final Inputs inputs;
  private final long first;
  private final long count;
  private final List<String> violations = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong next;
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong read = new AtomicLong();
  private @Nullable String allowed;
  private long violationCount;
  private long longestNanos;
  private long longestSeed;

  /**
   * @param name of the system property that says how many: {@code mutants.NAME}
   * @param few how many where it is not set
   */
  public Campaign(String name, int few, Inputs inputs) {
    this.name = name;
    this.inputs = inputs;
    this.first = Long.getLong("mutants.seed", 1);
    this.count = Long.getLong("mutants." + name, few);
    this.next = new AtomicLong(first);
  }

  /** Takes other errors than those of bad input for ones in words too where they start so. */
  public Campaign allowing(String start) {
    allowed = start;
    return this;
  }

  /** Tries all mutants and fails if anything is held against the program. */
  public void run() throws IOException {
    int hangs = 0;
    boolean done = false;
    while (!done) {
      Worker worker = new Worker();
      Thread thread = Thread.ofPlatform().name("mutants-" + name).daemon().start(worker);
      done = watch(thread, worker);
      hangs += done ? 0 : 1;
      if (hangs == MOST_HANGS) {
        break;
      }
    }
    String summary = summary();
    System.out.println(summary);
    Files.createDirectories(REPORTS);
    Files.write(REPORTS.resolve(name + ".txt"), lines(summary));
    assertThat(violations).as(summary).isEmpty();
    assertThat(refused.get() + read.get()).as("mutants judged").isEqualTo(count);
  }

  /** Whether the worker came to the end; false where it is given up. */
  private boolean watch(Thread thread, Worker worker) {
    boolean told = false;
    long toldSeed = 0;
    while (thread.isAlive()) {
      try {
        thread.join(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      Running running = worker.running;
      if (running == null) {
        continue;
      }
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - running.since);
      if (seconds >= HANGS_AFTER_SECONDS && !(told && toldSeed == running.seed)) {
        told = true;
        toldSeed = running.seed;
        violation(running.seed, running.attempt, "takes over 10 s: " + place(thread));
      }
      if (seconds >= GIVEN_UP_AFTER_SECONDS) {
        worker.givenUp = true;
        return false;
      }
    }
    return true;
  }

  private static String place(Thread thread) {
    StackTraceElement[] trace = thread.getStackTrace();
    return String.join(
        " < ", List.of(trace).stream().limit(25).map(StackTraceElement::toString).toList());
  }

  private record Running(long seed, Attempt attempt, long since) {}

  /** Tries mutants until there are no more, or it is given up. */
  private final class Worker implements Runnable {
    private volatile @Nullable Running running;
    private volatile boolean givenUp;

    @Override
    public void run() {
      long seed;
      while (!givenUp && (seed = next.getAndIncrement()) < first + count) {
        attempt(seed);
      }
    }

    private void attempt(long seed) {
      Attempt attempt;
      try {
        attempt = inputs.of(new SplittableRandom(seed));
      } catch (IOException e) {
        throw new IllegalStateException("no input of seed " + seed, e);
      }
      long start = System.nanoTime();
      running = new Running(seed, attempt, start);
      try {
        attempt.run();
        read.incrementAndGet();
      } catch (Throwable e) {
        refused.incrementAndGet();
        String problem = Failures.problem(e, allowed);
        if (problem != null) {
          violation(seed, attempt, problem);
        }
      } finally {
        running = null;
      }
      long nanos = System.nanoTime() - start;
      if (nanos > longestNanos) {
        longestNanos = nanos;
        longestSeed = seed;
      }
    }
  }

  private synchronized void violation(long seed, Attempt attempt, String problem) {
    violationCount++;
    if (violations.size() < LISTED) {
      violations.add("seed " + seed + ": " + attempt.what() + ": " + problem);
    }
  }

  private String summary() {
    return String.format(
        Locale.ROOT,
        "%s: %,d mutants, %,d refused in words, %,d read, %,d violations, longest %,d ms (seed %d),"
            + " heap of %d MiB",
        name,
        count,
        refused.get(),
        read.get(),
        violationCount,
        TimeUnit.NANOSECONDS.toMillis(longestNanos),
        longestSeed,
        Runtime.getRuntime().maxMemory() >> 20);
  }

  private List<String> lines(String summary) {
    List<String> lines = new ArrayList<>();
    lines.add(summary);
    lines.addAll(violations);
    return lines;
  }
}
