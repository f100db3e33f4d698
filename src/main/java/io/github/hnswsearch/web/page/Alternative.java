package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.SearchMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A search that may find something where another found nothing. Whoever asks the collection tells
 * how much.
 *
 * @param label what it does differently
 * @param frame the search itself
 */
public record Alternative(String label, Pages.Frame frame) {
  /** Each costs a search, and nobody reads more. */
  private static final int MOST_FILTERS = 5;

  /**
   * An alternative and what it finds.
   *
   * @param count of results, or, where a ranking ends at its depth, of the items that it ranks
   */
  public record Counted(Alternative alternative, long count) {
    Link link() {
      return Link.to(
          "%s — %s".formatted(alternative.label, results()), alternative.frame.state().url());
    }

    private String results() {
      return alternative.frame.mode() == SearchMode.KEYWORD
          ? Labels.count(count) + (count == 1 ? " result" : " results")
          : Labels.items(count);
    }
  }

  /**
   * What could be left out or done otherwise, the least change first.
   *
   * @param passing how many items pass all filters
   */
  public static List<Alternative> of(Pages.Frame frame, long passing) {
    SearchState state = frame.state();
    List<Alternative> all = new ArrayList<>();
    state.filters().stream()
        .limit(MOST_FILTERS)
        .forEach(
            filter ->
                all.add(of("Without " + filter, frame, state.withoutFilter(filter), frame.mode())));
    SearchState bare = state.withFilters(List.of());
    if (state.filters().size() > 1) {
      all.add(of("Without any filter", frame, bare, frame.mode()));
    }
    if (state.subject() instanceof Subject.Text
        && frame.mode() == SearchMode.KEYWORD
        && frame.collection().modes().contains(SearchMode.VECTOR.text())) {
      // Where nothing passes the filters, there is nothing to rank by meaning either.
      all.add(
          passing > 0 || state.filters().isEmpty()
              ? of("The same by meaning", frame, byMeaning(state), SearchMode.VECTOR)
              : of(
                  "The same by meaning, without any filter",
                  frame,
                  byMeaning(bare),
                  SearchMode.VECTOR));
    }
    return all;
  }

  private static SearchState byMeaning(SearchState state) {
    return state.withMode(SearchMode.VECTOR);
  }

  private static Alternative of(
      String label, Pages.Frame frame, SearchState state, SearchMode mode) {
    return new Alternative(
        label, new Pages.Frame(frame.all(), frame.collection(), state.withPage(1), mode));
  }
}
