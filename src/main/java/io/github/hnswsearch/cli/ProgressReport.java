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
        .setUnit(" " + unit, 1)
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
    double seconds = (lastLine - started) / NANOS;
    double rate = done / Math.max(seconds, 1e-9);
    return steps <= 0
        ? String.format(Locale.ROOT, "%s: %,d, %,.0f/s", phase, done, rate)
        : String.format(
            Locale.ROOT,
            "%s: %,d of %,d (%d%%), %,.0f/s, %s left",
            phase,
            done,
            steps,
            100 * done / steps,
            rate,
            duration((long) ((steps - done) / Math.max(rate, 1e-9))));
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
          done == 0
              ? ""
              : String.format(
                  Locale.ROOT,
                  ", %,d %s, %,.0f %s/s",
                  done,
                  unit,
                  done * NANOS / (System.nanoTime() - started),
                  unit));
    }
  }
}
