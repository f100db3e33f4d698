package io.github.hnswsearch.web;

import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.GenerationChangedException;
import io.github.hnswsearch.search.Query;
import io.github.hnswsearch.search.SearchOptions;
import io.github.hnswsearch.search.SearchRequest;
import io.github.hnswsearch.search.SearchResponse;
import io.github.hnswsearch.web.page.Pages;
import io.github.hnswsearch.web.page.SearchState;
import io.github.hnswsearch.web.page.Subject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What a page asks of a collection for the state that its address says. */
final class PageSearch {
  /** Values of a field beside the results; a list that is read, not scrolled through. */
  private static final int FACET_VALUES = 8;

  private static final String CHANGED =
      "The collection has been rebuilt since the first page: results may be missing here or stand on"
          + " two pages. The first page begins anew.";

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

  /**
   * Searches for one page of results, with all that stands beside them. Where the generation that
   * the first page was read from is gone, the live one answers, and says so.
   */
  static SearchResponse search(Collections collections, Pages.Frame frame, Query query)
      throws IOException {
    String collection = frame.state().collection();
    SearchRequest request = request(frame, query);
    try {
      return collections.search(collection, request);
    } catch (GenerationChangedException e) {
      return collections
          .search(
              collection, request.withOptions(request.options().withGeneration(Optional.empty())))
          .withWarning(CHANGED);
    }
  }

  private static SearchRequest request(Pages.Frame frame, Query query) {
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
            .withSort(Optional.ofNullable(state.sort()))
            .withGeneration(Optional.ofNullable(state.generation())));
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
