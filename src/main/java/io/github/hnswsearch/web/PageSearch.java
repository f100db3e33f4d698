package io.github.hnswsearch.web;

import io.github.hnswsearch.search.Query;
import io.github.hnswsearch.search.SearchOptions;
import io.github.hnswsearch.search.SearchRequest;
import io.github.hnswsearch.web.page.Pages;
import io.github.hnswsearch.web.page.SearchState;
import io.github.hnswsearch.web.page.Subject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What a page asks of a collection for the state that its address says. */
final class PageSearch {
  /** Values of a field beside the results; a list that is read, not scrolled through. */
  private static final int FACET_VALUES = 8;

  private PageSearch() {}

  /**
   * What a state looks for.
   *
   * @throws IllegalStateException if that is a file, which no address holds
   */
  static Query query(SearchState state) {
    return switch (state.subject()) {
      case Subject.Text words -> new Query.ByText(words.text());
      case Subject.Item item -> new Query.ById(item.id());
      case Subject.Examples examples -> query(examples);
      case Subject.Upload file ->
          throw new IllegalStateException("file " + file.digest() + " is not here");
    };
  }

  private static Query query(Subject.Examples examples) {
    Stream<Query.Example> text =
        Stream.of(examples.text()).filter(words -> !words.isBlank()).map(Query.ByText::new);
    return new Query.ByExamples(
        Stream.concat(text, examples.more().stream().map(Query.ById::new)).toList(),
        examples.less().stream().<Query.Example>map(Query.ById::new).toList());
  }

  /** One page of results, with all that stands beside them. */
  static SearchRequest request(Pages.Frame frame, Query query) {
    SearchState state = frame.state();
    int left = Math.max(0, depth(state) - state.from());
    return request(
        frame,
        query,
        Math.min(state.from(), depth(state)),
        Math.min(state.size(), left),
        SearchOptions.NONE
            .withFacets(frame.facets(), FACET_VALUES)
            .withHighlight(true)
            .withSort(Optional.ofNullable(state.sort())));
  }

  /** How much there is to find, and nothing of it. */
  static SearchRequest counting(Pages.Frame frame, Query query) {
    List<String> one = frame.facets().stream().limit(1).toList();
    return request(frame, query, 0, 0, SearchOptions.NONE.withFacets(one, 1));
  }

  private static SearchRequest request(
      Pages.Frame frame, Query query, int from, int size, SearchOptions options) {
    return new SearchRequest(
        query,
        frame.mode(),
        depth(frame.state()),
        OptionalInt.empty(),
        frame.state().filters(),
        from,
        size,
        options);
  }

  /** A page of a hand-written address may lie below the depth. */
  private static int depth(SearchState state) {
    return Math.clamp((long) state.page() * state.size(), state.depth(), SearchRequest.MAX_K);
  }
}
