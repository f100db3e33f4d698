package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.CollectionInfo.CalibrationPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recall over latency as a plot: what more candidates cost, and what they bring. Latencies are on a
 * logarithmic axis, as the settings of ef are steps of a ratio.
 *
 * @param k of recall@k
 * @param summary what the plot shows, in words
 * @param path through all points, by ascending ef
 * @param recalls lines across the plot
 * @param latencies marks below it
 */
record PlotView(
    int k,
    String summary,
    String path,
    List<Point> points,
    List<Tick> recalls,
    List<Tick> latencies) {
  static final int WIDTH = 224;
  static final int HEIGHT = 132;
  private static final int LEFT = 30;
  private static final int RIGHT = 12;
  private static final int TOP = 16;
  private static final int BOTTOM = 22;

  /** Of a digit of the labels, and of their line. */
  private static final double DIGIT = 6.2;

  private static final double LINE = 11;
  private static final double ABOVE = 6;
  private static final double BELOW = 14;
  private static final double ASIDE = 6;
  private static final double MIDDLE = 3.5;
  private static final double RADIUS = 3;

  /** Ranges of recall below 1; the smallest is as fine as a thousand queries can tell. */
  private static final double[] SPANS = {0.02, 0.05, 0.1, 0.2, 0.5, 1};

  /** From here on nothing is missed that could be seen in the plot. */
  private static final double ALL = 0.9995;

  private static final double[] DECADE = {1, 2, 5};

  /**
   * One setting.
   *
   * @param label its ef; null where there is no room for it
   * @param standard whether it is the default
   */
  record Point(
      String x, String y, @Nullable String label, String labelX, String labelY, boolean standard) {}

  /** A value of an axis and its place. */
  record Tick(String at, String label) {}

  public int width() {
    return WIDTH;
  }

  public int height() {
    return HEIGHT;
  }

  public int left() {
    return LEFT;
  }

  public int right() {
    return WIDTH - RIGHT;
  }

  public int bottom() {
    return HEIGHT - BOTTOM;
  }

  /** Null where nothing was measured. */
  static @Nullable PlotView of(CollectionInfo info) {
    if (info.calibration().isEmpty()) {
      return null;
    }
    int k = info.calibration().getFirst().k();
    List<CalibrationPoint> measured =
        info.calibration().stream()
            .filter(point -> point.k() == k && point.p50Micros() > 0)
            .sorted(Comparator.comparingInt(CalibrationPoint::ef))
            .toList();
    measured = upToAll(measured);
    return measured.isEmpty() ? null : new Scale(measured).plot(k, info.defaultEf());
  }

  /** Without what is measured for the sake of other k: slower, where all has been found. */
  private static List<CalibrationPoint> upToAll(List<CalibrationPoint> measured) {
    for (int i = 0; i < measured.size(); i++) {
      if (measured.get(i).recall() >= ALL) {
        return measured.subList(0, i + 1);
      }
    }
    return measured;
  }

  /** Both axes of the measured points. */
  private record Scale(List<CalibrationPoint> measured, double floor, double fast, double slow) {
    /** Axes of one point are as wide as a decade, so that it stands in the middle. */
    private static final double LEAST_RATIO = 4;

    Scale(List<CalibrationPoint> measured) {
      this(
          measured,
          floor(measured.stream().mapToDouble(CalibrationPoint::recall).min().orElse(0)),
          measured.stream().mapToDouble(CalibrationPoint::p50Micros).min().orElse(1),
          measured.stream().mapToDouble(CalibrationPoint::p50Micros).max().orElse(1));
    }

    /** The lower end of the smallest round range below 1 that has the lowest in it. */
    private static double floor(double lowest) {
      return 1
          - DoubleStream.of(SPANS).filter(span -> 1 - lowest <= span + 1e-9).findFirst().orElse(1);
    }

    private double from() {
      return slow / fast < LEAST_RATIO ? Math.sqrt(fast * slow / LEAST_RATIO) : fast;
    }

    private double to() {
      return slow / fast < LEAST_RATIO ? Math.sqrt(fast * slow * LEAST_RATIO) : slow;
    }

    private double x(double micros) {
      double share = Math.log(micros / from()) / Math.log(to() / from());
      // Room for the labels of the points at both ends.
      double margin = DIGIT * 2;
      return LEFT + margin + share * (WIDTH - LEFT - RIGHT - 2 * margin);
    }

    private double y(double recall) {
      double share = (recall - floor) / (1 - floor);
      return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
    }

    PlotView plot(int k, int standard) {
      return new PlotView(
          k, summary(k, standard), path(), points(standard), recalls(), latencies());
    }

    private String path() {
      return measured.stream()
          .map(
              point ->
                  Labels.coordinate(x(point.p50Micros()))
                      + " "
                      + Labels.coordinate(y(point.recall())))
          .collect(Collectors.joining("L", "M", ""));
    }

    /** The default is labelled first, then the ends, then whatever finds room. */
    private List<Point> points(int standard) {
      List<CalibrationPoint> byWeight =
          measured.stream()
              .sorted(
                  Comparator.comparing((CalibrationPoint point) -> point.ef() != standard)
                      .thenComparing(
                          point ->
                              !point.equals(measured.getFirst())
                                  && !point.equals(measured.getLast()))
                      .thenComparingInt(CalibrationPoint::ef))
              .toList();
      List<Box> taken = new ArrayList<>();
      List<Point> points = new ArrayList<>();
      for (CalibrationPoint point : byWeight) {
        boolean isStandard = point.ef() == standard;
        String text = isStandard ? "ef " + point.ef() : String.valueOf(point.ef());
        Box box = box(point, text, taken);
        if (box != null) {
          taken.add(box);
        }
        points.add(
            new Point(
                Labels.coordinate(x(point.p50Micros())),
                Labels.coordinate(y(point.recall())),
                box == null ? null : text,
                Labels.coordinate(box == null ? 0 : box.x),
                Labels.coordinate(box == null ? 0 : box.y),
                isStandard));
      }
      // The default is painted last, over all others.
      return points.reversed();
    }

    /** The place of a label where it covers neither another label nor another point. */
    private @Nullable Box box(CalibrationPoint point, String text, List<Box> taken) {
      double half = text.length() * DIGIT / 2;
      double x = x(point.p50Micros());
      double y = y(point.recall());
      return Stream.of(
              new Box(x, y - ABOVE, half),
              new Box(x, y + BELOW, half),
              new Box(x + half + ASIDE, y + MIDDLE, half),
              new Box(x - half - ASIDE, y + MIDDLE, half))
          .filter(box -> box.within(LEFT, WIDTH, HEIGHT - BOTTOM))
          .filter(box -> taken.stream().noneMatch(box::touches))
          .filter(
              box ->
                  measured.stream()
                      .filter(other -> !other.equals(point))
                      .noneMatch(other -> box.covers(x(other.p50Micros()), y(other.recall()))))
          .findFirst()
          .orElse(null);
    }

    /** The ends of the axis, and round shares between them. */
    private List<Tick> recalls() {
      double span = 1 - floor;
      int steps = span > 0.5 ? 4 : span > 0.03 && span < 0.07 ? 1 : 2;
      List<Tick> ticks = new ArrayList<>();
      for (int i = 0; i <= steps; i++) {
        double recall = 1 - i * span / steps;
        ticks.add(
            new Tick(Labels.coordinate(y(recall)), String.format(Locale.ROOT, "%.2f", recall)));
      }
      return ticks;
    }

    /** 1, 2 and 5 times powers of ten; of many, the powers alone. */
    private List<Tick> latencies() {
      List<Double> round = new ArrayList<>();
      for (double power = Math.pow(10, Math.floor(Math.log10(from())));
          power <= to();
          power *= 10) {
        for (double digit : DECADE) {
          double micros = digit * power;
          if (micros >= from() * 0.97 && micros <= to() * 1.03) {
            round.add(micros);
          }
        }
      }
      return round.stream()
          .filter(micros -> round.size() <= 5 || isPower(micros))
          .map(micros -> new Tick(Labels.coordinate(x(micros)), Labels.micros(micros)))
          .toList();
    }

    private static boolean isPower(double micros) {
      double log = Math.log10(micros);
      return Math.abs(log - Math.rint(log)) < 1e-6;
    }

    private String summary(int k, int standard) {
      String points =
          measured.stream()
              .map(
                  point ->
                      "%s in %s at ef %d%s"
                          .formatted(
                              Labels.share(point.recall()),
                              Labels.micros(point.p50Micros()),
                              point.ef(),
                              point.ef() == standard ? ", the default" : ""))
              .collect(Collectors.joining("; "));
      return "Recall@%d and median latency: %s.".formatted(k, points);
    }
  }

  /** What a label covers: its middle and base line. */
  private record Box(double x, double y, double half) {
    boolean touches(Box other) {
      return Math.abs(x - other.x) < half + other.half + 3 && Math.abs(y - other.y) < LINE;
    }

    boolean within(double left, double right, double bottom) {
      return x - half > left && x + half < right && y < bottom;
    }

    boolean covers(double pointX, double pointY) {
      return Math.abs(x - pointX) < half + RADIUS
          && pointY > y - LINE - RADIUS / 2
          && pointY < y + RADIUS;
    }
  }
}
