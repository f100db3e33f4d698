package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.index.Manifest.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calibration of an index tells the ef that a recall takes. */
class RecallRequestTest {
  private final List<String> warnings = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({"0.5, 16", "0.81, 16", "0.82, 64", "0.95, 64", "0.99, 160"})
  void theSmallestEfThatWasMeasuredToReachItIsTaken(double recall, int ef) {
    assertThat(ef(PaperIndex.CALIBRATION, Search.text("a", SearchMode.VECTOR).recall(recall), 10))
        .isEqualTo(ef);
    assertThat(warnings).isEmpty();
  }

  @Test
  void moreThanWasMeasuredTakesTheLargestEfAndSaysWhatThatFound() {
    assertThat(ef(PaperIndex.CALIBRATION, Search.text("a", SearchMode.VECTOR).recall(0.999), 10))
        .isEqualTo(160);
    assertThat(warnings)
        .containsExactly(
            "recall 0.999 is more than was measured of this index: it was searched with ef 160,"
                + " which found 0.9900.");
  }

  @Test
  void withoutACalibrationTheDefaultIsTakenAndSaysSo() {
    assertThat(ef(List.of(), Search.text("a", SearchMode.VECTOR).recall(0.9), 10)).isEqualTo(50);
    assertThat(warnings).singleElement().asString().contains("never calibrated");
  }

  @Test
  void asManyCandidatesAreKeptAsAreSought() {
    assertThat(ef(PaperIndex.CALIBRATION, Search.text("a", SearchMode.VECTOR).recall(0.5), 101))
        .isEqualTo(101);
    assertThat(ef(PaperIndex.CALIBRATION, Search.text("a", SearchMode.VECTOR), 101)).isEqualTo(101);
    assertThat(ef(PaperIndex.CALIBRATION, Search.text("a", SearchMode.VECTOR), 10)).isEqualTo(50);
  }

  @Test
  void anEfThatIsGivenIsTaken() {
    SearchRequest request =
        new SearchRequest(
            new Query.ByText("a"), SearchMode.VECTOR, 10, OptionalInt.of(77), List.of(), 0, 10);
    assertThat(new EfChoice(50, PaperIndex.CALIBRATION).ef(request, 10, warnings)).isEqualTo(77);
  }

  private int ef(List<Calibration> calibration, Search search, int sought) {
    return new EfChoice(50, calibration).ef(search.request(), sought, warnings);
  }
}
