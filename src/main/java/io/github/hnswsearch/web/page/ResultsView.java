package io.github.hnswsearch.web.page;

import io.github.hnswsearch.picture.PictureSize;
import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.SearchMode;
import io.github.hnswsearch.search.SearchRequest;
import io.github.hnswsearch.search.SearchResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One page of results.
 *
 * @param count how many results there are, in words that claim no more than is known
 * @param timing where the time went
 * @param pictures whether there are tiles in place of hits
 * @param orders that the results can be in
 * @param sizes that pages can have, none where one page of the smallest holds everything
 * @param pages numbered pages; a gap where the label is empty
 * @param deeper the same search to a greater depth, on the last page of one that stopped at its
 *     depth
 */
record ResultsView(
    String count,
    String timing,
    List<String> warnings,
    boolean pictures,
    List<HitView> hits,
    List<TileView> tiles,
    List<Link> orders,
    List<Link> pages,
    List<Link> sizes,
    @Nullable Link previous,
    @Nullable Link next,
    @Nullable Link deeper) {

  private static final int DEPTH_STEP = 10;

  static ResultsView of(
      SearchResponse response,
      SearchState state,
      SearchMode mode,
      CollectionInfo collection,
      Map<String, PictureSize> sizes) {
    boolean pictures = collection.pictures();
    long reachable = Math.min(response.total().value(), state.depth());
    int last = (int) Math.ceilDiv(reachable, state.size());
    return new ResultsView(
        count(response, mode, state, last),
        timing(response, state, mode),
        response.warnings(),
        pictures,
        pictures ? List.of() : hits(response, state, mode, collection),
        pictures ? tiles(response, state, collection, sizes) : List.of(),
        Orders.links(state, collection),
        last > 1 ? pages(response, state, last) : List.of(),
        reachable > SearchState.SIZES.getFirst() ? sizes(state) : List.of(),
        state.page() > 1 ? Link.to("Previous", page(response, state, state.page() - 1)) : null,
        state.page() < last ? Link.to("Next", page(response, state, state.page() + 1)) : null,
        state.page() >= last && last > 0 ? deeper(response, state) : null);
  }

  private static List<HitView> hits(
      SearchResponse response, SearchState state, SearchMode mode, CollectionInfo collection) {
    return response.hits().stream().map(hit -> HitView.of(hit, state, mode, collection)).toList();
  }

  private static List<TileView> tiles(
      SearchResponse response,
      SearchState state,
      CollectionInfo collection,
      Map<String, PictureSize> sizes) {
    return response.hits().stream()
        .map(hit -> TileView.of(hit, state, collection, sizes.get(hit.id())))
        .toList();
  }

  private static String count(
      SearchResponse response, SearchMode mode, SearchState state, int last) {
    long value = response.total().value();
    String number = Labels.count(value);
    String results = number + (value == 1 ? " result" : " results");
    String found =
        switch (response.total().relation()) {
          case SearchResponse.Total.TOP_K ->
              mode == SearchMode.VECTOR
                  ? number + " nearest"
                  : number + (value == 1 ? " best match" : " best matches");
          case SearchResponse.Total.AT_LEAST -> "At least " + results;
          default -> results;
        };
    String ordered = found + Orders.words(state.sort());
    int page = state.page();
    return page > 1 ? ordered + ", page " + page + " of " + Math.max(page, last) : ordered;
  }

  private static List<Link> sizes(SearchState state) {
    return SearchState.SIZES.stream()
        .map(
            size ->
                new Link(
                    String.valueOf(size), null, state.withSize(size).url(), size == state.size()))
        .toList();
  }

  private static String timing(SearchResponse response, SearchState state, SearchMode mode) {
    SearchResponse.Took took = response.took();
    String total = Labels.milliseconds(took.total()) + " ms";
    return state.subject() instanceof Subject.Item || mode == SearchMode.KEYWORD
        ? total
        : "%s (embed %s, search %s)"
            .formatted(
                total, Labels.milliseconds(took.embed()), Labels.milliseconds(took.search()));
  }

  private static String page(SearchResponse response, SearchState state, int page) {
    return state.turnedTo(page, response.generation()).url();
  }

  /** The first, the last, and those around the current one. */
  private static List<Link> pages(SearchResponse response, SearchState state, int last) {
    TreeSet<Integer> shown = new TreeSet<>(List.of(1, last));
    IntStream.rangeClosed(state.page() - 2, state.page() + 2)
        .filter(page -> page >= 1 && page <= last)
        .forEach(shown::add);
    return shown.stream()
        .flatMap(
            page -> {
              Link link =
                  new Link(
                      String.valueOf(page),
                      null,
                      page(response, state, page),
                      page == state.page());
              boolean gap = page > 1 && !shown.contains(page - 1);
              return gap ? Stream.of(Link.to("", null), link) : Stream.of(link);
            })
        .toList();
  }

  private static @Nullable Link deeper(SearchResponse response, SearchState state) {
    boolean stopped =
        response.total().value() >= state.depth()
            && (response.total().relation().equals(SearchResponse.Total.TOP_K)
                || response.total().value() > state.depth());
    if (!stopped || state.depth() >= SearchRequest.MAX_K) {
      return null;
    }
    int depth = Math.min(state.depth() * DEPTH_STEP, SearchRequest.MAX_K);
    return Link.to(
        "Look deeper, at up to " + Labels.count(depth) + " results", state.withDepth(depth).url());
  }
}
