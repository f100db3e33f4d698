package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.Facets;
import io.github.hnswsearch.search.Facets.Bucket;
import io.github.hnswsearch.search.Facets.FieldFacet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Values of fields to narrow the results by.
 *
 * @param scope what was counted, in words
 * @param years null where the collection has none
 */
record FacetsView(String scope, @Nullable HistogramView years, List<Group> groups) {
  private static final String YEAR = "year";

  /** A bar's whole width. */
  private static final int FULL = 100;

  /**
   * One field's values, most frequent first.
   *
   * @param more how many further ones there are, in words; null for none
   */
  record Group(String name, List<Value> values, @Nullable String more) {}

  /**
   * A value.
   *
   * @param count of items, as it is read
   * @param bar its share of the most frequent value's count, up to 100
   * @param href adds its filter, or takes it away where it is selected
   * @param removes the filter that following it takes away; null where it adds one
   */
  record Value(String label, String count, long bar, String href, @Nullable String removes) {
    /** Whether the results are narrowed by it. */
    public boolean selected() {
      return removes != null;
    }
  }

  /** Null where there is nothing to choose. */
  static @Nullable FacetsView of(@Nullable Facets facets, SearchState state) {
    if (facets == null) {
      return null;
    }
    HistogramView years =
        facets.fields().stream()
            .filter(field -> field.field().equals(YEAR))
            .findFirst()
            .flatMap(field -> HistogramView.of(field, state))
            .orElse(null);
    List<Group> groups =
        facets.fields().stream()
            .filter(field -> field.kind().equals(Facets.TERMS) && tells(field))
            .map(field -> group(field, state))
            .toList();
    return years == null && groups.isEmpty()
        ? null
        : new FacetsView(scope(facets, state), years, groups);
  }

  /** Values that all occur once, as identifiers do, narrow to a single item each. */
  private static boolean tells(FieldFacet field) {
    return field.buckets().stream().anyMatch(bucket -> bucket.count() > 1 || bucket.selected());
  }

  /** Each count is what following its link leads to, and not of the results alone. */
  private static String scope(Facets facets, SearchState state) {
    String items = Labels.items(facets.items());
    if (state.filters().isEmpty()) {
      return "Counted over all %s, not only the results shown.".formatted(items);
    }
    if (facets.items() == 0) {
      return "No item passes every filter. A field with a filter is counted as if it had none.";
    }
    return "Counted over the %s that pass every filter, not only the results shown; for a field with a filter, as if it had none."
        .formatted(items);
  }

  private static Group group(FieldFacet field, SearchState state) {
    long most = field.buckets().stream().mapToLong(Bucket::count).max().orElse(1);
    return new Group(
        Labels.field(field.field()),
        field.buckets().stream().map(bucket -> value(field.field(), bucket, most, state)).toList(),
        field.other() == 0 ? null : "and " + Labels.count(field.other()) + " more");
  }

  private static Value value(String field, Bucket bucket, long most, SearchState state) {
    String removes = bucket.selected() ? selecting(field, bucket, state) : null;
    SearchState next =
        removes == null
            // The counts of a field are those without its own filters, so another value replaces
            // them: the link leads to as many items as it says.
            ? state.withoutField(field).withFilter(bucket.filter())
            : state.withoutFilter(removes);
    return new Value(
        Licences.named(bucket.value()),
        Labels.count(bucket.count()),
        Math.max(1, Math.ceilDiv(bucket.count() * FULL, Math.max(1, most))),
        next.url(),
        removes);
  }

  /** The filter that asks for a value, however it was written. */
  private static @Nullable String selecting(String field, Bucket bucket, SearchState state) {
    if (state.filters().contains(bucket.filter())) {
      return bucket.filter();
    }
    return state.filters().stream()
        .filter(filter -> filter.startsWith(field + ":") && mentions(filter, bucket.value()))
        .findFirst()
        .orElse(null);
  }

  private static boolean mentions(String filter, String value) {
    String written = filter.replace("\\", "");
    return IntStream.range(0, written.length())
        .anyMatch(at -> written.regionMatches(true, at, value, 0, value.length()));
  }
}
