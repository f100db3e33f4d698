package io.github.hnswsearch.eval.bench;

import io.github.hnswsearch.eval.bench.BenchReport.FilteredPoint;
import io.github.hnswsearch.eval.bench.BenchReport.Point;
import io.github.hnswsearch.eval.bench.BenchReport.Run;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** A report as tables in Markdown. */
public final class BenchTable {
  private static final double MEGABYTE = 1e6;
  private static final double PERCENT = 100;
  private static final MathContext DIGITS = new MathContext(6);

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
        "**%s**: %,d rows, %d dimensions, %s; %,d queries, k = %d.",
        report.dataset(),
        report.rows(),
        report.dimension(),
        report.metric(),
        report.queries(),
        report.k());
    line("%s.", report.machine());
    line("");
    builds();
    searches();
    if (report.runs().stream().anyMatch(run -> !run.filters().isEmpty())) {
      filters();
    }
    line("%s", report.method());
    report.notes().forEach(note -> line("%s", note));
    return text.toString();
  }

  private void builds() {
    line(
        "| quantization | M | beam width | build s | index MB | codes MB | graph MB | resident MB |");
    line("|---|---|---|---|---|---|---|---|");
    String before = "";
    for (Run run : report.runs()) {
      if (!run.quantization().equals(before)) {
        line(
            "| %s | %d | %d | %.1f | %.1f | %.1f | %.1f | %.0f |",
            run.quantization(),
            run.maxConn(),
            run.beamWidth(),
            run.buildSeconds(),
            run.indexBytes() / MEGABYTE,
            run.codesBytes() / MEGABYTE,
            run.graphBytes() / MEGABYTE,
            run.residentBytes() / MEGABYTE);
      }
      before = run.quantization();
    }
    line("");
  }

  private void searches() {
    line(
        "| quantization | threads | ef | recall@%d | qps | p50 µs | p95 µs | p99 µs |", report.k());
    line("|---|---|---|---|---|---|---|---|");
    for (Run run : report.runs()) {
      for (Point point : run.points()) {
        line(
            "| %s | %d | %d | %.4f | %,.0f | %.0f | %.0f | %.0f |",
            run.quantization(),
            run.threads(),
            point.ef(),
            point.recall(),
            point.perSecond(),
            point.p50Micros(),
            point.p95Micros(),
            point.p99Micros());
      }
    }
    line("");
  }

  private void filters() {
    line(
        "| quantization | threads | field | passes | rows | ef | recall@%d | qps | p50 µs | p99 µs |"
            + " to unfiltered |",
        report.k());
    line("|---|---|---|---|---|---|---|---|---|---|---|");
    for (Run run : report.runs()) {
      for (FilteredPoint point : run.filters()) {
        line(
            "| %s | %d | %s | %s%% | %,d | %d | %.4f | %,.0f | %.0f | %.0f | %.2f |",
            run.quantization(),
            run.threads(),
            point.field(),
            plain(point.selectivity() * PERCENT),
            point.passing(),
            point.ef(),
            point.recall(),
            point.perSecond(),
            point.p50Micros(),
            point.p99Micros(),
            point.ratioToUnfiltered());
      }
    }
    line("");
  }

  /** A number without an exponent and without digits that say nothing: {@code 0.01}, {@code 50}. */
  static String plain(double number) {
    return new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
