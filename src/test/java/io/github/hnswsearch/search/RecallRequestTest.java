package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.index.CalibrationTable;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calibration of an index tells the ef that a recall takes. */
class RecallRequestTest {
  private static final long ITEMS = 100_000;
  private static final List<Filter> FILTERS =
      List.of(
          new Filter(
              new Field("year", FieldType.LONG), false, List.of(new Filter.LongRange(2015, 2020))));

  private final List<String> warnings = new ArrayList<>();
  private int counted;

  @ParameterizedTest
  @CsvSource({"0.5, 16", "0.81, 16", "0.82, 64", "0.95, 64", "0.99, 160"})
  void theSmallestEfThatWasMeasuredToReachItIsTaken(double recall, int ef) throws IOException {
    assertThat(ef(PaperIndex.CALIBRATION, search(10).recall(recall), 10)).isEqualTo(ef);
    assertThat(warnings).isEmpty();
  }

  @Test
  void moreThanWasMeasuredTakesTheLargestEfAndSaysWhatThatFound() throws IOException {
    assertThat(ef(PaperIndex.CALIBRATION, search(10).recall(0.999), 10)).isEqualTo(160);
    assertThat(warnings)
        .containsExactly(
            "recall 0.999 at k = 10 is more than was measured of this index: at k = 10 the largest"
                + " ef, 160, found 0.9900. It was searched with ef 160; give a larger ef to look"
                + " further.");
  }

  @Test
  void withoutACalibrationTheDefaultIsTakenAndSaysSo() throws IOException {
    assertThat(ef(CalibrationTable.NONE, search(10).recall(0.9), 10)).isEqualTo(50);
    assertThat(warnings).singleElement().asString().contains("never calibrated", "with ef 50");
  }

  @Test
  void asManyCandidatesAreKeptAsAreSought() throws IOException {
    assertThat(ef(PaperIndex.CALIBRATION, search(10).recall(0.5), 101)).isEqualTo(101);
    assertThat(ef(PaperIndex.CALIBRATION, search(10), 101)).isEqualTo(101);
    assertThat(ef(PaperIndex.CALIBRATION, search(10), 10)).isEqualTo(50);
  }

  @Test
  void anEfThatIsGivenIsTaken() throws IOException {
    SearchRequest request =
        new SearchRequest(
            new Query.ByText("a"), SearchMode.VECTOR, 10, OptionalInt.of(77), List.of(), 0, 10);
    EfChoice choice = new EfChoice(50, new RecallTable(PaperIndex.CALIBRATION));
    assertThat(choice.ef(request, 10, scope(ITEMS, FILTERS), warnings)).isEqualTo(77);
    assertThat(counted).isZero();
  }

  @Test
  void whatFiltersPassIsCountedForARecallAlone() throws IOException {
    under(PaperIndex.CALIBRATION, search(10), 50_000);
    assertThat(counted).isZero();
    under(PaperIndex.CALIBRATION, search(10).recall(0.9), 50_000);
    assertThat(counted).isOne();
  }

  @Test
  void filtersThatPassSoFewThatAllAreComparedNeedNoRecallAndSaySo() throws IOException {
    assertThat(under(PaperIndex.CALIBRATION, search(10).recall(0.999), 160)).isEqualTo(160);
    assertThat(warnings)
        .containsExactly(
            "recall had no part: the filters pass so few items (160) that all of them were"
                + " compared, and nothing can have been missed.");
  }

  @Test
  void ofACollectionThatIsComparedWholeNothingIsSaid() throws IOException {
    EfChoice choice = new EfChoice(50, new RecallTable(PaperIndex.CALIBRATION));
    assertThat(choice.ef(search(100).recall(0.99).request(), 100, scope(120, List.of()), warnings))
        .isGreaterThanOrEqualTo(120);
    assertThat(warnings).isEmpty();
  }

  @Test
  void aGenerationWithoutMeasurementsUnderFiltersSaysSo() throws IOException {
    assertThat(under(PaperIndex.CALIBRATION, search(10).recall(0.95), 50_000)).isEqualTo(64);
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("searches with filters were not measured", "Rebuild");
  }

  private static Search search(int k) {
    return Search.text("a", SearchMode.VECTOR).depth(k);
  }

  private int ef(CalibrationTable calibration, Search search, int sought) throws IOException {
    return new EfChoice(50, new RecallTable(calibration))
        .ef(search.request(), sought, scope(ITEMS, List.of()), warnings);
  }

  private int under(CalibrationTable calibration, Search search, long passing) throws IOException {
    return new EfChoice(50, new RecallTable(calibration))
        .ef(search.request(), search.k(), scope(passing, FILTERS), warnings);
  }

  /** A collection whose filters pass so many items, which tells how often they were counted. */
  private Scope scope(long passing, List<Filter> filters) {
    CollectionReader.Passing counts =
        proxy(
            CollectionReader.Passing.class,
            (self, method, arguments) -> {
              counted++;
              return passing;
            });
    CollectionReader reader =
        proxy(
            CollectionReader.class,
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "size" -> filters.isEmpty() ? passing : ITEMS;
                  case "passing" -> counts;
                  default -> InvocationHandler.invokeDefault(self, method, arguments);
                });
    return new Scope(reader, filters);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            RecallRequestTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
