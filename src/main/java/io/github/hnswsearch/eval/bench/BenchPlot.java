package io.github.hnswsearch.eval.bench;

import io.github.hnswsearch.eval.bench.BenchReport.Point;
import io.github.hnswsearch.eval.bench.BenchReport.Run;
import java.awt.Font;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Recall over queries a second, one line for each quantization and number of callers; up and to the
 * right is better. Values of ef stand above the points where there is room.
 */
public final class BenchPlot {
  private static final int WIDTH = 1100;
  private static final int HEIGHT = 640;
  private static final Font LABEL_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  /** Room of a label, in shares of the plot's width and height. */
  private static final double LABEL_WIDTH = 0.035;

  private static final double LABEL_HEIGHT = 0.032;

  /** Digits of glyph outlines beyond a hundredth of a pixel, which make half of the file. */
  private static final Pattern NEEDLESS_DIGITS = Pattern.compile("(\\d\\.\\d\\d)\\d+");

  private static final double RECALL_STEP = 0.05;
  private static final double DECADE = 10;

  private final BenchReport report;
  private final double minRecall;
  private final double minSpeed;
  private final double maxSpeed;

  public BenchPlot(BenchReport report) {
    this.report = report;
    double least = all(Point::recall).min().orElse(0);
    // Room on the left, so that a single point has an axis too.
    minRecall = Math.max(0, (Math.ceil(least / RECALL_STEP) - 1) * RECALL_STEP);
    minSpeed = power(Math.floor(Math.log10(Math.max(1, all(Point::perSecond).min().orElse(1)))));
    maxSpeed =
        Math.max(
            minSpeed * DECADE,
            power(Math.ceil(Math.log10(Math.max(1, all(Point::perSecond).max().orElse(1))))));
  }

  private static double power(double exponent) {
    return Math.pow(DECADE, exponent);
  }

  private DoubleStream all(ToDoubleFunction<Point> value) {
    return report.runs().stream().flatMap(run -> run.points().stream()).mapToDouble(value);
  }

  /** The plot as SVG. */
  public byte[] svg() throws IOException {
    String svg = new String(ChartEncoder.getBytes(chart(), "svg"), StandardCharsets.UTF_8);
    return NEEDLESS_DIGITS.matcher(svg).replaceAll("$1").getBytes(StandardCharsets.UTF_8);
  }

  /** The plot as PNG. */
  public byte[] png() throws IOException {
    return ChartEncoder.getBytes(chart(), "png");
  }

  private XYChart chart() {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .theme(ChartTheme.Matlab)
            .title(
                String.format(
                    Locale.ROOT,
                    "%s: %,d x %d, %s",
                    report.dataset(),
                    report.rows(),
                    report.dimension(),
                    report.metric()))
            .xAxisTitle("recall@" + report.k())
            .yAxisTitle("queries a second")
            .build();
    chart
        .getStyler()
        .setYAxisLogarithmic(true)
        .setXAxisMin(minRecall)
        .setXAxisMax(1.0)
        .setYAxisMin(minSpeed)
        .setYAxisMax(maxSpeed)
        .setYAxisDecimalPattern("#,##0")
        .setLegendPosition(LegendPosition.OutsideE)
        .setAnnotationTextFont(LABEL_FONT)
        .setLocale(Locale.ROOT);
    for (Run run : report.runs()) {
      if (!run.points().isEmpty()) {
        chart.addSeries(run.label(), values(run, Point::recall), values(run, Point::perSecond));
      }
    }
    label(chart);
    return chart;
  }

  private static double[] values(Run run, ToDoubleFunction<Point> value) {
    return run.points().stream().mapToDouble(value).toArray();
  }

  /**
   * A place in shares of the plot, from its lower left corner.
   *
   * @param x 0 to 1
   * @param y 0 to 1
   */
  private record Place(double x, double y) {
    Place above() {
      return new Place(x, y + LABEL_HEIGHT);
    }

    /** Whether a label here would lie on what is there. */
    boolean covers(Place other) {
      return Math.abs(x - other.x) < LABEL_WIDTH && Math.abs(y - other.y) < LABEL_HEIGHT * 0.9;
    }
  }

  private Place place(Point point) {
    double height =
        Math.log10(Math.max(1, point.perSecond()) / minSpeed) / Math.log10(maxSpeed / minSpeed);
    return new Place((point.recall() - minRecall) / (1 - minRecall), height);
  }

  /** Writes ef above each point whose label lies on no other point and no other label. */
  private void label(XYChart chart) {
    List<Place> taken = new ArrayList<>();
    report.runs().forEach(run -> run.points().forEach(point -> taken.add(place(point))));
    for (Run run : report.runs()) {
      for (Point point : run.points()) {
        Place above = place(point).above();
        if (taken.stream().noneMatch(above::covers)) {
          taken.add(above);
          double speed = minSpeed * Math.pow(maxSpeed / minSpeed, above.y());
          chart.addAnnotation(
              new AnnotationText(String.valueOf(point.ef()), point.recall(), speed, false));
        }
      }
    }
  }
}
