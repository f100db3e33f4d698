package io.github.hnswsearch.web.page;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole page. Of start, results, empty, failure and absent, one is there.
 *
 * @param collections the tabs, none where there is nothing to switch
 * @param pictureCollections names of those whose results are pictures, spaces between them
 * @param send the form for a file; null where none can be searched by
 * @param like the item whose neighbours are shown
 * @param examples what the results are moved by
 * @param file the file that was searched by
 * @param absent whether the results are for a file that is not here
 */
record PageView(
    String title,
    List<Link> collections,
    @Nullable FormView form,
    @Nullable SendView send,
    @Nullable Like like,
    @Nullable ExamplesView examples,
    @Nullable FileView file,
    @Nullable StartView start,
    @Nullable ResultsView results,
    @Nullable EmptyView empty,
    @Nullable FailureView failure,
    boolean absent,
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
   * @param choose whether another file is what helps
   */
  record FailureView(
      String title,
      String detail,
      @Nullable String requestId,
      List<Link> links,
      boolean waiting,
      boolean choose) {

    FailureView(String title, String detail, @Nullable String requestId, List<Link> links) {
      this(title, detail, requestId, links, false, false);
    }
  }
}
