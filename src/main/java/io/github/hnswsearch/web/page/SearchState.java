package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.SearchMode;
import io.github.hnswsearch.search.SearchRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a page shows, as its address says it: the same address always shows the same state.
 *
 * @param collection the collection that is searched
 * @param subject what is looked for
 * @param mode the mode that was chosen; null for the collection's default
 * @param filters in the order in which they were added
 * @param sort the order of results as the API has it; null for that of the ranking
 * @param page 1 for the first
 * @param size results of one page, one of {@link #SIZES}
 * @param depth how many results there are at most, over all pages
 * @param generation the generation of the collection that the first page was read from, which the
 *     links to further pages carry; null for the live one
 */
public record SearchState(
    String collection,
    Subject subject,
    @Nullable SearchMode mode,
    List<String> filters,
    @Nullable String sort,
    int page,
    int size,
    int depth,
    @Nullable String generation) {

  /** How many results a page may have; the first is the default. */
  static final List<Integer> SIZES = List.of(SearchRequest.DEFAULT_SIZE, 25, 50, 100);

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
    return switch (subject) {
      case Subject.Text words -> words.text();
      case Subject.Examples examples -> examples.text();
      case Subject.Item item -> "";
      case Subject.Upload file -> "";
    };
  }

  /** Ids of the stored items that it names. */
  public List<String> named() {
    return switch (subject) {
      case Subject.Text words -> List.of();
      case Subject.Upload file -> List.of();
      case Subject.Item item -> List.of(item.id());
      case Subject.Examples examples ->
          Stream.concat(examples.more().stream(), examples.less().stream()).toList();
    };
  }

  /** Results before this page. */
  public int from() {
    return (page - 1) * size;
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
    return new SearchState(collection, subject, mode, others, sort, 1, size, depth, null);
  }

  /** Another page of the live generation. */
  SearchState withPage(int other) {
    return new SearchState(collection, subject, mode, filters, sort, other, size, depth, null);
  }

  /** Another page of the ranking that this one is a part of; the first is always of today. */
  SearchState turnedTo(int other, String read) {
    return new SearchState(
        collection, subject, mode, filters, sort, other, size, depth, other == 1 ? null : read);
  }

  SearchState withMode(SearchMode other) {
    return new SearchState(collection, subject, other, filters, sort, 1, size, depth, null);
  }

  SearchState withDepth(int other) {
    return new SearchState(collection, subject, mode, filters, sort, page, size, other, generation);
  }

  SearchState withSort(@Nullable String other) {
    return new SearchState(collection, subject, mode, filters, other, 1, size, depth, null);
  }

  /** Pages of another size, of which the first is shown. */
  SearchState withSize(int other) {
    return new SearchState(collection, subject, mode, filters, sort, 1, other, depth, null);
  }

  /** The neighbours of an item of the same collection. */
  SearchState like(String id) {
    return of(collection, new Subject.Item(id));
  }

  /** This search, moved towards an item. */
  SearchState more(String id) {
    return towards(examples().withMore(id));
  }

  /** This search, moved away from an item. */
  SearchState less(String id) {
    return towards(examples().withLess(id));
  }

  /** The subject of this search as examples that others can join. */
  Subject.Examples examples() {
    return switch (subject) {
      case Subject.Text words -> new Subject.Examples(words.text(), List.of(), List.of());
      case Subject.Item item -> new Subject.Examples("", List.of(item.id()), List.of());
      case Subject.Examples examples -> examples;
      case Subject.Upload file -> new Subject.Examples("", List.of(), List.of());
    };
  }

  /** Other examples under the same filters; without any, a search for the text. */
  SearchState towards(Subject.Examples examples) {
    boolean none = examples.more().isEmpty() && examples.less().isEmpty();
    return new SearchState(
        collection,
        none ? new Subject.Text(examples.text()) : examples,
        null,
        filters,
        sort,
        1,
        size,
        depth,
        null);
  }

  /** A search for a text with nothing else chosen. */
  public static SearchState search(String collection, String text) {
    return of(collection, new Subject.Text(text));
  }

  /** A subject with nothing else chosen. */
  static SearchState of(String collection, Subject subject) {
    return new SearchState(
        collection,
        subject,
        null,
        List.of(),
        null,
        1,
        SIZES.getFirst(),
        SearchRequest.DEFAULT_K,
        null);
  }

  private String path() {
    return "/c/" + Links.segment(collection);
  }

  /** Where a form of this state is sent: examples stay while the text beside them changes. */
  String formPath() {
    return subject instanceof Subject.Examples ? path() + "/examples" : path();
  }

  /** Where files are sent. */
  String uploadPath() {
    return path() + "/file";
  }

  /**
   * What is chosen besides subject, mode and place, as an address or a form has it; defaults are
   * left out.
   */
  List<Map.Entry<String, String>> choices() {
    List<Map.Entry<String, String>> choices = new ArrayList<>();
    filters.forEach(filter -> choices.add(Map.entry("filter", filter)));
    if (sort != null) {
      choices.add(Map.entry("sort", sort));
    }
    if (size != SIZES.getFirst()) {
      choices.add(Map.entry("size", String.valueOf(size)));
    }
    return choices;
  }

  /** The address of this state; defaults are left out. */
  public String url() {
    List<Map.Entry<String, String>> parameters = new ArrayList<>();
    if (!text().isEmpty()) {
      parameters.add(Map.entry("q", text()));
    }
    String path =
        switch (subject) {
          case Subject.Text words -> path();
          case Subject.Item item -> path() + "/similar/" + Links.segment(item.id());
          case Subject.Examples examples -> {
            parameters.addAll(examples.parameters());
            yield formPath();
          }
          case Subject.Upload file -> uploadPath() + "/" + file.digest();
        };
    if (mode != null) {
      parameters.add(Map.entry("mode", mode.text()));
    }
    parameters.addAll(choices());
    if (page > 1) {
      parameters.add(Map.entry("page", String.valueOf(page)));
    }
    if (depth != SearchRequest.DEFAULT_K) {
      parameters.add(Map.entry("k", String.valueOf(depth)));
    }
    if (generation != null) {
      parameters.add(Map.entry("generation", generation));
    }
    return parameters.isEmpty()
        ? path
        : parameters.stream()
            .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
            .collect(Collectors.joining("&", path + "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%3A", ":");
  }
}
