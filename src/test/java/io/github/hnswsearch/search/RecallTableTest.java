package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.index.CalibrationTable;
import io.github.hnswsearch.index.Manifest.Calibration;
import io.github.hnswsearch.index.Manifest.FilteredCalibration;
import io.github.hnswsearch.search.RecallTable.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lies between measurements is answered by the harder of them. */
class RecallTableTest {
  private static final RecallTable TABLE =
      new RecallTable(
          new CalibrationTable(
              null,
              List.of(
                  new Calibration(10, 10, 0.90, 50),
                  new Calibration(10, 40, 0.96, 90),
                  new Calibration(10, 100, 0.99, 200),
                  new Calibration(1, 10, 0.97, 50),
                  new Calibration(1, 40, 1, 90),
                  new Calibration(100, 100, 0.93, 200),
                  new Calibration(100, 250, 0.98, 400)),
              List.of(
                  new FilteredCalibration(0.5, 10, 10, 0.80, 60),
                  new FilteredCalibration(0.5, 10, 160, 0.97, 300),
                  new FilteredCalibration(0.5, 100, 160, 0.96, 300),
                  new FilteredCalibration(0.1, 10, 10, 0.70, 60),
                  new FilteredCalibration(0.1, 10, 400, 0.96, 900),
                  new FilteredCalibration(0.01, 10, 10, 1, 70))));

  @ParameterizedTest
  @CsvSource({"1, 10", "2, 40", "10, 40", "11, 250", "100, 250"})
  void theNextLargerKThatWasMeasuredAnswers(int k, int ef) {
    Answer answer = TABLE.answer(0.95, k, k);
    assertThat(answer.ef()).isEqualTo(ef);
    assertThat(answer.caveats()).isEmpty();
  }

  @Test
  void beyondTheLargestKEfGrowsInProportionAndSaysSo() {
    Answer answer = TABLE.answer(0.95, 250, 250);
    assertThat(answer.ef()).isEqualTo(625);
    assertThat(answer.caveats())
        .containsExactly(
            "recall 0.95 at k = 250: this index was measured up to k = 100. It was searched with ef"
                + " 625, grown in proportion to k, which was not measured; give ef to choose"
                + " another.");
    assertThat(TABLE.answer(0.95, 10_000, 10_000).ef()).isEqualTo(SearchRequest.MAX_EF);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 160", // All pass: still a filtered search.
    "0.7, 160",
    "0.5, 160",
    "0.3, 400",
    "0.1, 400",
    "0.05, 400", // Its narrower neighbour is compared whole, but nobody knows from where on.
    "0.01, 10",
  })
  void theHarderOfTheSelectivitiesAroundItAnswers(double selectivity, int ef) {
    Answer answer = TABLE.answer(0.95, 10, 10, selectivity);
    assertThat(answer.ef()).isEqualTo(ef);
    assertThat(answer.caveats()).isEmpty();
  }

  @Test
  void filtersThatPassFewerThanWereMeasuredSaySo() {
    Answer answer = TABLE.answer(0.95, 10, 10, 0.002);
    assertThat(answer.ef()).isEqualTo(10);
    assertThat(answer.caveats())
        .containsExactly(
            "recall: the filters pass 0.00200 of the items, and those that were measured pass"
                + " 0.0100 at least; what these take was taken. Give ef to choose another.");
  }

  @Test
  void whatWasNotReachedUnderFiltersTellsWhichAndWhatWasFound() {
    Answer answer = TABLE.answer(0.98, 10, 10, 0.3);
    assertThat(answer.ef()).isEqualTo(400);
    assertThat(answer.caveats())
        .containsExactly(
            "recall 0.98 at k = 10 is more than was measured of this index under filters that pass"
                + " 0.1000 of the items: at k = 10 the largest ef, 400, found 0.9600. It was"
                + " searched with ef 400; give a larger ef to look further.");
  }

  @Test
  void efIsNeverLessThanTheLeastThatItCanBe() {
    assertThat(TABLE.answer(0.5, 10, 101).ef()).isEqualTo(101);
  }
}
