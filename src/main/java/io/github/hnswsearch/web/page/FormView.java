package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.FilterText.Years;
import io.github.hnswsearch.search.SearchMode;
import io.github.hnswsearch.search.SearchRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The search box, the modes and the filters of a state.
 *
 * @param origin the id whose neighbours are shown, which filters are applied to; null for texts
 * @param sent the digest of the file that was searched by; null for another subject
 * @param kept filters that the form carries along; the years are in inputs of their own
 * @param sort the order, null for that of the ranking
 * @param size results of one page, null for as many as usual
 * @param fresh whether nothing has been searched yet
 */
record FormView(
    String action,
    String collection,
    @Nullable String origin,
    @Nullable String sent,
    String text,
    int maxCharacters,
    List<Mode> modes,
    List<String> kept,
    List<Chip> chips,
    boolean years,
    Years chosenYears,
    boolean categories,
    String syntax,
    @Nullable String sort,
    @Nullable Integer size,
    boolean fresh) {

  /** A mode to choose. */
  record Mode(String value, String label, String hint, boolean chosen) {}

  /** A filter that can be removed. */
  record Chip(String text, String removeUrl) {}

  static FormView of(SearchState state, SearchMode chosen, CollectionInfo collection) {
    boolean years = collection.fields().containsKey("year");
    Optional<String> yearFilter =
        state.filters().stream()
            .filter(filter -> years && Years.parse(filter).isPresent())
            .findFirst();
    return new FormView(
        state.path(),
        collection.name(),
        state.like(),
        state.file(),
        state.text(),
        SearchRequest.MAX_QUERY_CHARACTERS,
        modes(chosen, collection),
        state.filters().stream()
            .filter(filter -> yearFilter.isEmpty() || !filter.equals(yearFilter.get()))
            .toList(),
        state.filters().stream()
            .map(filter -> new Chip(filter, state.withoutFilter(filter).url()))
            .toList(),
        years,
        yearFilter.flatMap(Years::parse).orElse(Years.ANY),
        collection.fields().containsKey("category"),
        syntax(collection),
        state.sort(),
        state.size() == SearchState.SIZES.getFirst() ? null : state.size(),
        !state.searches());
  }

  private static List<Mode> modes(SearchMode chosen, CollectionInfo collection) {
    return Stream.of(SearchMode.HYBRID, SearchMode.VECTOR, SearchMode.KEYWORD)
        .filter(mode -> collection.modes().contains(mode.text()))
        .map(
            mode -> new Mode(mode.text(), Labels.mode(mode), Labels.modeHint(mode), mode == chosen))
        .toList();
  }

  /** A filter that works here, as an example to type after. */
  private static String syntax(CollectionInfo collection) {
    return collection.fields().containsKey("author")
        ? "author:hinton"
        : collection.fields().keySet().stream()
            .findFirst()
            .map(field -> field + ":…")
            .orElse("field:value");
  }
}
