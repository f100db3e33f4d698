package io.github.hnswsearch.cli;

import io.github.hnswsearch.index.BuildListener;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a build has come on standard error: a bar with rows/s and the time left on a
 * terminal; elsewhere, and where the end is not known, a plain line every ten seconds.
 */
final class ProgressReport implements BuildListener {
  private static final Duration LINE_INTERVAL = Duration.ofSeconds(10);
  private static final double NANOS = 1e9;
  private static final int MEGABYTE = 1_000_000;

  /** Steps of this unit are shown as megabytes. */
  static final String BYTES = "bytes";

  /** The launcher knows whether standard error is a terminal; Java 21 does not. */
  private final boolean terminal = Boolean.getBoolean("hnsw-search.terminal");

  private @Nullable ProgressBar bar;
  private String phase = "";
  private String unit = "";
  private long steps;
  private long done;
  private long started;
  private long lastLine;

  @Override
  public void begin(String phase, long steps, String unit) {
    this.phase = phase;
    this.unit = unit;
    this.steps = steps;
    this.done = 0;
    this.started = System.nanoTime();
    this.lastLine = started;
    if (terminal && steps > 0) {
      bar = bar(steps);
    } else {
      System.err.println(phase + " ...");
    }
  }

  private ProgressBar bar(long steps) {
    return new ProgressBarBuilder()
        .setTaskName(phase)
        .setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII)
        .setUnit(countsBytes() ? " MB" : " " + unit, countsBytes() ? MEGABYTE : 1)
        .setUpdateIntervalMillis(250)
        .showSpeed()
        .build();
  }

  @Override
  public void expect(long steps) {
    this.steps = steps;
    if (bar != null) {
      bar.maxHint(steps);
    } else if (terminal && steps > 0) {
      bar = bar(steps);
    }
  }

  @Override
  public void advance(long more) {
    // Steps that are counted by the thousand may overshoot at the end.
    done = steps > 0 ? Math.min(done + more, steps) : done + more;
    if (bar != null) {
      bar.stepTo(done);
    } else if (System.nanoTime() - lastLine > LINE_INTERVAL.toNanos()) {
      lastLine = System.nanoTime();
      System.err.println(line());
    }
  }

  private String line() {
    double rate = rate(lastLine);
    return steps <= 0
        ? String.format(Locale.ROOT, "%s: %s, %s/s", phase, amount((double) done), amount(rate))
        : String.format(
            Locale.ROOT,
            "%s: %s of %s (%d%%), %s/s, %s left",
            phase,
            amount((double) done),
            amount((double) steps),
            100 * done / steps,
            amount(rate),
            duration((long) ((steps - done) / Math.max(rate, 1e-9))));
  }

  private boolean countsBytes() {
    return unit.equals(BYTES);
  }

  /** A number of steps, for people. */
  private String amount(double count) {
    return countsBytes()
        ? String.format(Locale.ROOT, "%,.1f MB", count / MEGABYTE)
        : String.format(Locale.ROOT, "%,.0f", count);
  }

  /** Steps a second until then. */
  private double rate(long then) {
    return done * NANOS / Math.max(then - started, 1);
  }

  private static String duration(long seconds) {
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }

  @Override
  public void end() {
    if (bar != null) {
      bar.close();
      bar = null;
    } else {
      System.err.printf(
          Locale.ROOT,
          "%s: done in %.1f s%s%n",
          phase,
          (System.nanoTime() - started) / NANOS,
          done == 0 ? "" : summary());
    }
  }

  @Override
  public void resumed(long rows) {
    System.err.println(
        rows == 0
            ? "There is no interrupted import to go on with: begun anew."
            : String.format(Locale.ROOT, "Going on after %,d rows that are there already.", rows));
  }

  @Override
  public void kept(long rows) {
    System.err.printf(
        Locale.ROOT,
        "%,d rows are kept: the same command with --resume goes on after them.%n",
        rows);
  }

  /** The phase has ended before its time; what follows says why. */
  void abandon() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private String summary() {
    String name = countsBytes() ? "" : " " + unit;
    return ", "
        + amount((double) done)
        + name
        + ", "
        + amount(rate(System.nanoTime()))
        + name
        + "/s";
  }
}
