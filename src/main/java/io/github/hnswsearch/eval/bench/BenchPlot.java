package io.github.hnswsearch.eval.bench;

import io.github.hnswsearch.eval.bench.BenchReport.Point;
import io.github.hnswsearch.eval.bench.BenchReport.Run;
import java.awt.Font;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
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
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 640;
  private static final Font LABEL_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  /** Room of a label, in shares of the plot's width and height. */
  private static final double LABEL_WIDTH = 0.04;

  private static final double LABEL_HEIGHT = 0.035;

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
    return ChartEncoder.getBytes(chart(), "svg");
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
        .setLegendPosition(LegendPosition.OutsideS)
        .setAnnotationTextFont(LABEL_FONT)
        .setLocale(Locale.ROOT);
    List<Place> labelled = new ArrayList<>();
    for (Run run : report.runs()) {
      if (!run.points().isEmpty()) {
        chart.addSeries(run.label(), values(run, Point::recall), values(run, Point::perSecond));
        run.points().forEach(point -> label(chart, point, labelled));
      }
    }
    return chart;
  }

  private static double[] values(Run run, ToDoubleFunction<Point> value) {
    return run.points().stream().mapToDouble(value).toArray();
  }

  /**
   * Where a label is, in shares of the plot from its lower left corner.
   *
   * @param x 0 to 1
   * @param y 0 to 1
   */
  private record Place(double x, double y) {
    boolean covers(Place other) {
      return Math.abs(x - other.x) < LABEL_WIDTH && Math.abs(y - other.y) < LABEL_HEIGHT;
    }
  }

  private void label(XYChart chart, Point point, List<Place> labelled) {
    double height =
        Math.log10(Math.max(1, point.perSecond()) / minSpeed) / Math.log10(maxSpeed / minSpeed);
    double lifted = height + LABEL_HEIGHT;
    Place place = new Place((point.recall() - minRecall) / (1 - minRecall), lifted);
    if (labelled.stream().anyMatch(place::covers)) {
      return;
    }
    labelled.add(place);
    double speed = minSpeed * Math.pow(maxSpeed / minSpeed, lifted);
    chart.addAnnotation(
        new AnnotationText(String.valueOf(point.ef()), point.recall(), speed, false));
  }
}
