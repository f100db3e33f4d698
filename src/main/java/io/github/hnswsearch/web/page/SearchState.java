package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.SearchMode;
import io.github.hnswsearch.search.SearchRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a page shows, as its address says it: the same address always shows the same state.
 *
 * @param collection the collection that is searched
 * @param subject what is looked for
 * @param mode the mode that was chosen; null for the collection's default
 * @param filters in the order in which they were added
 * @param page 1 for the first
 * @param depth how many results there are at most, over all pages
 */
public record SearchState(
    String collection,
    Subject subject,
    @Nullable SearchMode mode,
    List<String> filters,
    int page,
    int depth) {

  /** Results of one page. */
  public static final int PAGE_SIZE = SearchRequest.DEFAULT_SIZE;

  public SearchState {
    filters = List.copyOf(filters);
  }

  /** A collection before anything is searched. */
  public static SearchState start(String collection) {
    return search(collection, "");
  }

  /** Whether there is something to look for. */
  public boolean searches() {
    return !(subject instanceof Subject.Text words) || !words.text().isBlank();
  }

  /** What is in the search box. */
  public String text() {
    return subject instanceof Subject.Text words ? words.text() : "";
  }

  /** The id of the item whose neighbours are shown; null for another subject. */
  public @Nullable String like() {
    return subject instanceof Subject.Item item ? item.id() : null;
  }

  /** Results before this page. */
  public int from() {
    return (page - 1) * PAGE_SIZE;
  }

  SearchState withFilter(String filter) {
    return filters.contains(filter)
        ? withPage(1)
        : withFilters(Stream.concat(filters.stream(), Stream.of(filter)).toList());
  }

  SearchState withoutFilter(String filter) {
    return withFilters(filters.stream().filter(other -> !other.equals(filter)).toList());
  }

  /** Without any condition on a field, whether it asks for values or against them. */
  SearchState withoutField(String field) {
    return withFilters(
        filters.stream()
            .filter(
                filter -> !filter.startsWith(field + ":") && !filter.startsWith("-" + field + ":"))
            .toList());
  }

  SearchState withFilters(List<String> others) {
    return new SearchState(collection, subject, mode, others, 1, depth);
  }

  SearchState withPage(int other) {
    return new SearchState(collection, subject, mode, filters, other, depth);
  }

  SearchState withMode(SearchMode other) {
    return new SearchState(collection, subject, other, filters, 1, depth);
  }

  SearchState withDepth(int other) {
    return new SearchState(collection, subject, mode, filters, page, other);
  }

  /** The neighbours of an item of the same collection. */
  SearchState like(String id) {
    return of(collection, new Subject.Item(id));
  }

  /** A search for a text with nothing else chosen. */
  public static SearchState search(String collection, String text) {
    return of(collection, new Subject.Text(text));
  }

  /** A subject with nothing else chosen. */
  static SearchState of(String collection, Subject subject) {
    return new SearchState(collection, subject, null, List.of(), 1, SearchRequest.DEFAULT_K);
  }

  /** Where a form of this state is sent. */
  String path() {
    return "/c/" + Links.segment(collection);
  }

  /** The address of this state; defaults are left out. */
  public String url() {
    List<String> parameters = new ArrayList<>();
    String path =
        switch (subject) {
          case Subject.Text words -> {
            if (!words.text().isEmpty()) {
              parameters.add("q=" + encoded(words.text()));
            }
            yield path();
          }
          case Subject.Item item -> path() + "/similar/" + Links.segment(item.id());
        };
    if (mode != null) {
      parameters.add("mode=" + mode.text());
    }
    filters.forEach(filter -> parameters.add("filter=" + encoded(filter)));
    if (page > 1) {
      parameters.add("page=" + page);
    }
    if (depth != SearchRequest.DEFAULT_K) {
      parameters.add("k=" + depth);
    }
    return parameters.isEmpty() ? path : path + "?" + String.join("&", parameters);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%3A", ":");
  }
}
