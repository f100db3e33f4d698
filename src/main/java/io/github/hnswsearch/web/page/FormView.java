package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.FilterText.Years;
import io.github.hnswsearch.search.SearchMode;
import io.github.hnswsearch.search.SearchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The search box, the modes and the filters of a state.
 *
 * @param prompt what to type, shown while nothing is
 * @param carried what the form sends besides its inputs, by name; the years are in inputs of their
 *     own
 * @param fresh whether nothing has been searched yet
 */
record FormView(
    String action,
    String collection,
    String text,
    String prompt,
    int maxCharacters,
    List<Mode> modes,
    List<Map.Entry<String, String>> carried,
    List<Chip> chips,
    boolean years,
    Years chosenYears,
    boolean categories,
    String syntax,
    boolean fresh) {
  private static final String BY_TEXT = "Describe what you are looking for";
  private static final String NOT_BY_TEXT = "Pick an item: this collection has no texts to search";

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
        state.formPath(),
        collection.name(),
        state.text(),
        collection.modes().isEmpty() ? NOT_BY_TEXT : BY_TEXT,
        SearchRequest.MAX_QUERY_CHARACTERS,
        state.subject() instanceof Subject.Examples ? List.of() : modes(chosen, collection),
        carried(state, yearFilter.orElse("")),
        state.filters().stream()
            .map(filter -> new Chip(filter, state.withoutFilter(filter).url()))
            .toList(),
        years,
        yearFilter.flatMap(Years::parse).orElse(Years.ANY),
        collection.fields().containsKey("category"),
        syntax(collection),
        !state.searches());
  }

  private static List<Map.Entry<String, String>> carried(SearchState state, String yearFilter) {
    List<Map.Entry<String, String>> carried = new ArrayList<>();
    switch (state.subject()) {
      case Subject.Text words -> {}
      case Subject.Item item -> carried.add(Map.entry(SearchForm.LIKE, item.id()));
      case Subject.Examples examples -> carried.addAll(examples.parameters());
      case Subject.Upload file -> carried.add(Map.entry(SearchForm.FILE, file.digest()));
    }
    state.choices().stream()
        .filter(choice -> !choice.getValue().equals(yearFilter))
        .forEach(carried::add);
    return carried;
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
