package io.github.hnswsearch.web.page;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole page. Of start, results, empty and failure, one is there.
 *
 * @param collections the tabs, none where there is nothing to switch
 * @param pictureCollections names of those whose results are pictures, spaces between them
 * @param like the item whose neighbours are shown
 * @param examples what the results are moved by
 */
record PageView(
    String title,
    List<Link> collections,
    @Nullable FormView form,
    @Nullable Like like,
    @Nullable ExamplesView examples,
    @Nullable StartView start,
    @Nullable ResultsView results,
    @Nullable EmptyView empty,
    @Nullable FailureView failure,
    @Nullable FacetsView facets,
    @Nullable FactsView facts,
    String pictureCollections) {

  /** The item that a page of neighbours starts from. */
  record Like(Link title, String authors, @Nullable String image) {}

  /** Before the first search. */
  record StartView(
      @Nullable String about,
      String items,
      List<FormView.Mode> modes,
      List<Map.Entry<String, String>> syntax) {}

  /**
   * A search that found nothing.
   *
   * @param timing as of results
   * @param suggestions searches that may find more
   */
  record EmptyView(String timing, List<String> warnings, List<Link> suggestions) {}

  /**
   * A search that was not done.
   *
   * @param requestId names it in the log; null where the log has nothing to add
   * @param links where to go instead, or to try again
   * @param waiting whether it passes by itself, soon
   */
  record FailureView(
      String title, String detail, @Nullable String requestId, List<Link> links, boolean waiting) {

    FailureView(String title, String detail, @Nullable String requestId, List<Link> links) {
      this(title, detail, requestId, links, false);
    }
  }
}
