package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.Facets;
import io.github.hnswsearch.search.Facets.Bucket;
import io.github.hnswsearch.search.Facets.FieldFacet;
import io.github.hnswsearch.search.FilterText;
import io.github.hnswsearch.search.FilterText.Years;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Items per year as bars, each of which is a filter. Coordinates are those of an SVG that is
 * stretched to the width there is.
 *
 * @param width of all bars
 * @param bars one for each year or range of years, those without items among them
 * @param first where the axis starts
 * @param last where it ends
 * @param chosen the years that the results are narrowed to, in words; null for all
 * @param from number of the first bar of the choice
 * @param to number of its last bar
 * @param anyUrl the same search with no filter of years, to which scripts add another
 */
record HistogramView(
    int width,
    List<Bar> bars,
    String first,
    String last,
    @Nullable String chosen,
    int from,
    int to,
    String anyUrl) {
  static final int STEP = 10;
  static final int HEIGHT = 60;

  /** So that a year with a single item can be seen beside one with thousands. */
  private static final double LEAST = 1.5;

  private static final int GAP = 2;
  private static final long LAST_YEAR = 9999;
  private static final int MOST_BARS = 200;
  private static final String YEAR = "year";

  /**
   * A year, or a range of years.
   *
   * @param href narrows the results to it, or takes that filter away; null where there is nothing
   */
  record Bar(
      long from,
      long to,
      String label,
      int x,
      String y,
      String height,
      @Nullable String href,
      boolean selected) {
    /** Between the bars, half of it on either side. */
    public int barX() {
      return x + GAP / 2;
    }

    public int barWidth() {
      return STEP - GAP;
    }
  }

  /** The height of the fullest bar. */
  public int full() {
    return HEIGHT;
  }

  public int step() {
    return STEP;
  }

  /** Number of the last bar. */
  public int end() {
    return bars.size() - 1;
  }

  public String fromLabel() {
    return String.valueOf(bars.get(from).from());
  }

  public String toLabel() {
    return String.valueOf(bars.get(to).to());
  }

  /** Empty where the values are no years that a filter could name, or there is but one bar. */
  static Optional<HistogramView> of(FieldFacet facet, SearchState state) {
    List<Bucket> buckets = facet.buckets();
    if (!facet.kind().equals(Facets.HISTOGRAM) || facet.interval() == null || buckets.isEmpty()) {
      return Optional.empty();
    }
    long interval = facet.interval();
    long first = start(buckets.getFirst());
    long count = (start(buckets.getLast()) - first) / interval + 1;
    if (first < 0 || start(buckets.getLast()) > LAST_YEAR || count > MOST_BARS) {
      return Optional.empty();
    }
    List<Bar> bars = bars(buckets, first, interval, (int) count, state);
    int from = index(bars);
    int to = bars.size() - 1 - index(bars.reversed());
    boolean any = from < bars.size();
    return Optional.of(
        new HistogramView(
            bars.size() * STEP,
            bars,
            String.valueOf(first),
            String.valueOf(bars.getLast().to()),
            any ? words(bars.get(from).from(), bars.get(to).to()) : null,
            any ? from : 0,
            any ? to : bars.size() - 1,
            state.withoutField(YEAR).url()));
  }

  private static int index(List<Bar> bars) {
    int at = 0;
    while (at < bars.size() && !bars.get(at).selected()) {
      at++;
    }
    return at;
  }

  private static long start(Bucket bucket) {
    return bucket.from() == null ? -1 : bucket.from();
  }

  private static List<Bar> bars(
      List<Bucket> buckets, long first, long interval, int count, SearchState state) {
    long most = buckets.stream().mapToLong(Bucket::count).max().orElse(1);
    Optional<Years> asked =
        state.filters().stream().flatMap(filter -> Years.parse(filter).stream()).findFirst();
    List<Bar> bars = new ArrayList<>();
    Iterator<Bucket> rest = buckets.iterator();
    Bucket next = rest.next();
    for (int i = 0; i < count; i++) {
      long from = first + i * interval;
      long to = Math.min(from + interval - 1, LAST_YEAR);
      if (next != null && start(next) == from) {
        bars.add(bar(i, from, to, next.count(), most, next.selected(), state));
        next = rest.hasNext() ? rest.next() : null;
      } else {
        bars.add(bar(i, from, to, 0, most, asked.filter(in(from, to)).isPresent(), state));
      }
    }
    return bars;
  }

  private static Predicate<Years> in(long from, long to) {
    return years ->
        (years.from().isEmpty() || Long.parseLong(years.from()) <= to)
            && (years.to().isEmpty() || Long.parseLong(years.to()) >= from);
  }

  private static Bar bar(
      int index, long from, long to, long count, long most, boolean selected, SearchState state) {
    double height = count == 0 ? 0 : Math.max(LEAST, (double) count * HEIGHT / most);
    String filter = FilterText.between(YEAR, String.valueOf(from), String.valueOf(to));
    SearchState others = state.withoutField(YEAR);
    String href =
        count == 0
            ? null
            : (state.filters().contains(filter) ? others : others.withFilter(filter)).url();
    return new Bar(
        from,
        to,
        words(from, to) + ": " + Labels.items(count),
        index * STEP,
        Labels.coordinate(HEIGHT - height),
        Labels.coordinate(height),
        href,
        selected);
  }

  private static String words(long from, long to) {
    return from == to ? String.valueOf(from) : from + "–" + to;
  }
}
