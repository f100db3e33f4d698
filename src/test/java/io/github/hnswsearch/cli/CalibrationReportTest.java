package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.CollectionInfo.CalibrationPoint;
import io.github.hnswsearch.search.CollectionInfo.CalibrationQueries;
import io.github.hnswsearch.search.CollectionInfo.FilteredPoint;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationReportTest {
  @Test
  void recallIsATableOfEfAndKAndAnotherOfEfAndFilters() {
    assertThat(
            printed(
                new CalibrationReport(
                    List.of(
                        new CalibrationPoint(10, 40, 0.95, 90.4),
                        new CalibrationPoint(10, 100, 0.991, 210),
                        new CalibrationPoint(1, 40, 1, 90.4),
                        new CalibrationPoint(1, 100, 1, 210),
                        new CalibrationPoint(100, 100, 0.93, 210)),
                    new CalibrationQueries("test", 1_200),
                    List.of(
                        new FilteredPoint(0.5012, 10, 40, 0.9, 120),
                        new FilteredPoint(0.5012, 100, 100, 0.9, 120),
                        new FilteredPoint(0.0101, 10, 10, 1, 50)),
                    100)))
        .isEqualTo(
            """
              measured with 1,200 test queries of its file:
                  ef      recall@1     recall@10    recall@100    ms a query
                  40         1.000         0.950                        0.09
                 100         1.000         0.991         0.930          0.21  (default)
              recall@10, and ms a query, under filters that pass a share of the items:
                  ef        0.5012        0.0101
                  10                  1.000 0.05
                  40    0.900 0.12
            """);
  }

  @Test
  void aTableOfAnEarlierVersionHasNoFilters() {
    assertThat(
            printed(
                new CalibrationReport(
                    List.of(new CalibrationPoint(10, 40, 0.95, 90.4)), null, List.of(), 40)))
        .isEqualTo(
            """
              measured with rows of its own:
                  ef     recall@10    ms a query
                  40         0.950          0.09  (default)
            """);
  }

  @Test
  void whereNothingWasMeasuredNothingIsPrinted() {
    assertThat(printed(new CalibrationReport(List.of(), null, List.of(), 100))).isEmpty();
  }

  private static String printed(CalibrationReport report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
