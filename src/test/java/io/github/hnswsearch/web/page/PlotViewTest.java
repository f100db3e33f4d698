package io.github.hnswsearch.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.CollectionInfo.CalibrationPoint;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PlotViewTest {
  private static final CalibrationPoint FAST = new CalibrationPoint(10, 10, 0.81, 100);
  private static final CalibrationPoint MIDDLE = new CalibrationPoint(10, 40, 0.95, 316.2);
  private static final CalibrationPoint SLOW = new CalibrationPoint(10, 160, 1, 1000);

  @Test
  void latencyIsALogarithmicAxisAndRecallALinearOne() {
    PlotView view = plot(40, FAST, MIDDLE, SLOW);

    assertThat(x(view, "10") + x(view, "160")).isEqualTo(2 * x(view, "ef 40"), within());
    assertThat(y(view, "160")).isLessThan(y(view, "ef 40")).isEqualTo(16, within());
    assertThat(y(view, "10")).isGreaterThan(y(view, "ef 40")).isLessThan(view.bottom());
  }

  @Test
  void theDefaultIsMarkedAndPaintedLast() {
    PlotView view = plot(10, FAST, MIDDLE, SLOW);

    assertThat(view.points()).filteredOn(PlotView.Point::standard).hasSize(1);
    assertThat(view.points().getLast().label()).isEqualTo("ef 10");
  }

  @Test
  void everythingIsSaidInWordsAsWell() {
    assertThat(plot(40, FAST, MIDDLE, SLOW).summary())
        .isEqualTo(
            "Recall@10 and median latency: 0.810 in 100 µs at ef 10; 0.950 in 316 µs at ef 40,"
                + " the default; 1.000 in 1 ms at ef 160.");
  }

  @Test
  void labelsThatWouldCoverOthersAreLeftOut() {
    CalibrationPoint[] crowd = new CalibrationPoint[12];
    for (int i = 0; i < crowd.length; i++) {
      crowd[i] = new CalibrationPoint(10, 100 + i, 0.99, 200 + i);
    }
    PlotView view = plot(100, crowd);

    assertThat(view.points()).hasSize(12);
    assertThat(view.points()).filteredOn(point -> point.label() != null).hasSize(2);
    assertThat(view.points().getLast().label()).isEqualTo("ef 100");
  }

  @Test
  void oneMeasurementStandsInTheMiddle() {
    PlotView view = plot(10, FAST);

    assertThat(x(view, "ef 10")).isBetween(110.0, 140.0);
    assertThat(view.latencies()).extracting(PlotView.Tick::label).contains("100 µs");
    assertThat(view.path()).startsWith("M").doesNotContain("L", "NaN");
  }

  @Test
  void theAxisOfRecallIsTheSmallestRoundRangeThatHoldsAll() {
    PlotView view = plot(10, new CalibrationPoint(10, 10, 0.985, 190), SLOW);

    assertThat(view.recalls())
        .extracting(PlotView.Tick::label)
        .containsExactly("1.00", "0.99", "0.98");
  }

  @Test
  void lowRecallHasRoomToo() {
    PlotView view = plot(10, new CalibrationPoint(10, 10, 0, 190), SLOW);

    assertThat(view.recalls())
        .extracting(PlotView.Tick::label)
        .containsExactly("1.00", "0.75", "0.50", "0.25", "0.00");
  }

  @Test
  void whatIsMeasuredForOtherKOnceAllIsFoundIsLeftOut() {
    PlotView view =
        plot(
            10,
            FAST,
            new CalibrationPoint(1, 10, 0.9, 100),
            SLOW,
            new CalibrationPoint(10, 800, 1, 4000),
            new CalibrationPoint(100, 800, 0.97, 4000));

    assertThat(view.points()).extracting(PlotView.Point::label).containsExactly("160", "ef 10");
  }

  @Test
  void whereNothingWasMeasuredNothingIsDrawn() {
    assertThat(PlotView.of(info(10))).isNull();
  }

  private static Offset<Double> within() {
    return Offset.offset(0.3);
  }

  private static double x(PlotView view, String label) {
    return Double.parseDouble(point(view, label).x());
  }

  private static double y(PlotView view, String label) {
    return Double.parseDouble(point(view, label).y());
  }

  private static PlotView.Point point(PlotView view, String label) {
    return view.points().stream()
        .filter(point -> label.equals(point.label()))
        .findFirst()
        .orElseThrow();
  }

  private static PlotView plot(int standard, CalibrationPoint... points) {
    return Objects.requireNonNull(PlotView.of(info(standard, points)));
  }

  private static CollectionInfo info(int standard, CalibrationPoint... points) {
    return CollectionFacts.of("papers", List.of("vector"), false, standard, List.of(points));
  }
}
