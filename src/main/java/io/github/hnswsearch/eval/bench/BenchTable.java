package io.github.hnswsearch.eval.bench;

import io.github.hnswsearch.eval.bench.BenchReport.FilteredPoint;
import io.github.hnswsearch.eval.bench.BenchReport.Point;
import io.github.hnswsearch.eval.bench.BenchReport.Run;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.Locale;

/** A report as tables in Markdown. */
public final class BenchTable {
  private static final double MEGABYTE = 1e6;
  private static final double PERCENT = 100;
  private static final MathContext DIGITS = new MathContext(6);
  private static final int RECALL_DIGITS = 4;

  private final BenchReport report;
  private final StringBuilder text = new StringBuilder();

  private BenchTable(BenchReport report) {
    this.report = report;
  }

  /** Lines of Markdown, each ended by a line feed. */
  public static String of(BenchReport report) {
    return new BenchTable(report).write();
  }

  private String write() {
    line(
        String.format(
            Locale.ROOT,
            "**%s**: %,d rows, %d dimensions, %s; %,d queries, k = %d.",
            report.dataset(),
            report.rows(),
            report.dimension(),
            report.metric(),
            report.queries(),
            report.k()));
    line(report.machine() + ".");
    line("");
    builds();
    searches();
    if (report.runs().stream().anyMatch(run -> !run.filters().isEmpty())) {
      filters();
    }
    line(report.method());
    report.notes().forEach(this::line);
    return text.toString();
  }

  private void builds() {
    head("quantization", "M", "beam width", "build s", "index MB", "codes MB", "graph MB");
    String before = "";
    for (Run run : report.runs()) {
      if (!run.quantization().equals(before)) {
        row(
            run.quantization(),
            run.maxConn(),
            run.beamWidth(),
            fixed(run.buildSeconds(), 1),
            fixed(run.indexBytes() / MEGABYTE, 1),
            fixed(run.codesBytes() / MEGABYTE, 1),
            fixed(run.graphBytes() / MEGABYTE, 1));
      }
      before = run.quantization();
    }
    line("");
  }

  private void searches() {
    head(
        "quantization",
        "threads",
        "ef",
        "recall@" + report.k(),
        "qps",
        "p50 µs",
        "p95 µs",
        "p99 µs",
        "resident MB");
    for (Run run : report.runs()) {
      for (Point point : run.points()) {
        row(
            run.quantization(),
            run.threads(),
            point.ef(),
            fixed(point.recall(), RECALL_DIGITS),
            fixed(point.perSecond(), 0),
            fixed(point.p50Micros(), 0),
            fixed(point.p95Micros(), 0),
            fixed(point.p99Micros(), 0),
            fixed(run.residentBytes() / MEGABYTE, 0));
      }
    }
    line("");
  }

  private void filters() {
    head(
        "quantization",
        "threads",
        "field",
        "passes",
        "rows",
        "ef",
        "recall@" + report.k(),
        "qps",
        "p50 µs",
        "p99 µs",
        "times unfiltered");
    for (Run run : report.runs()) {
      for (FilteredPoint point : run.filters()) {
        row(
            run.quantization(),
            run.threads(),
            point.field(),
            plain(point.selectivity() * PERCENT) + "%",
            String.format(Locale.ROOT, "%,d", point.passing()),
            point.ef(),
            fixed(point.recall(), RECALL_DIGITS),
            fixed(point.perSecond(), 0),
            fixed(point.p50Micros(), 0),
            fixed(point.p99Micros(), 0),
            fixed(point.ratioToUnfiltered(), 2));
      }
    }
    line("");
  }

  /** A number without an exponent and without digits that say nothing: {@code 0.01}, {@code 50}. */
  static String plain(double number) {
    return new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  private static String fixed(double number, int digits) {
    return String.format(Locale.ROOT, "%,." + digits + "f", number);
  }

  private void head(String... titles) {
    row((Object[]) titles);
    line("|" + String.join("|", Collections.nCopies(titles.length, "---")) + "|");
  }

  private void row(Object... cells) {
    text.append('|');
    for (Object cell : cells) {
      text.append(' ').append(cell).append(" |");
    }
    text.append('\n');
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
