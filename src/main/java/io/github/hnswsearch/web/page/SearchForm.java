package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.FieldOrder;
import io.github.hnswsearch.search.FilterText;
import io.github.hnswsearch.search.FilterText.Years;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.SearchMode;
import io.github.hnswsearch.search.SearchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state out of the parameters of an address. A form without scripts sends a field for
 * each of its inputs; those become filters, and the address is then written anew.
 *
 * @param state the state
 * @param tidy whether the address already says it the one way it is written
 */
public record SearchForm(SearchState state, boolean tidy) {
  static final String YEAR_FROM = "year_from";
  static final String YEAR_TO = "year_to";
  static final String CATEGORY = "category";
  static final String ADD = "add";
  static final String LIKE = "like";
  static final String MORE = "more";
  static final String LESS = "less";
  static final String FILE = "file";
  private static final Set<String> INPUTS = Set.of(YEAR_FROM, YEAR_TO, CATEGORY, ADD, LIKE, FILE);

  /**
   * Reads parameters; those it does not know are left to others.
   *
   * @param named what the path of the address says is looked for; null where its parameters do
   * @throws InvalidRequestException if a mode, page or depth is not one
   */
  public static SearchForm read(
      String collection, @Nullable Subject named, Map<String, List<String>> parameters) {
    List<String> filters = new ArrayList<>();
    all(parameters, "filter").forEach(filter -> add(filters, filter));
    Years years = new Years(first(parameters, YEAR_FROM), first(parameters, YEAR_TO));
    if (!years.equals(Years.ANY)) {
      add(filters, FilterText.between("year", years.from(), years.to()));
    }
    String category = first(parameters, CATEGORY);
    if (!category.isEmpty()) {
      add(filters, FilterText.equal("category", category));
    }
    add(filters, first(parameters, ADD));
    Subject subject = named == null ? subject(parameters) : named;
    SearchState state =
        new SearchState(
            collection,
            subject,
            subject instanceof Subject.Text ? mode(first(parameters, "mode")) : null,
            filters,
            sort(first(parameters, "sort")),
            number("page", first(parameters, "page"), 1, SearchRequest.MAX_K),
            size(first(parameters, "size")),
            number("k", first(parameters, "k"), SearchRequest.DEFAULT_K, SearchRequest.MAX_K),
            generation(first(parameters, "generation")));
    boolean tidy =
        parameters.keySet().stream().noneMatch(INPUTS::contains)
            && all(parameters, "filter").equals(filters);
    return new SearchForm(state, tidy);
  }

  /** The form of a page of neighbours goes on with them, unless a text was typed. */
  private static Subject subject(Map<String, List<String>> parameters) {
    String text = first(parameters, "q");
    String like = first(parameters, LIKE);
    String file = first(parameters, FILE);
    if (text.isEmpty() && !like.isEmpty()) {
      return new Subject.Item(like);
    }
    return text.isEmpty() && !file.isEmpty()
        ? new Subject.Upload(file, "")
        : new Subject.Text(text);
  }

  /** The examples of an address; without any, the text alone. */
  public static Subject examples(Map<String, List<String>> parameters) {
    String text = first(parameters, "q");
    List<String> more = all(parameters, MORE).stream().distinct().toList();
    List<String> less = all(parameters, LESS).stream().distinct().toList();
    return more.isEmpty() && less.isEmpty()
        ? new Subject.Text(text)
        : new Subject.Examples(text, more, less);
  }

  private static void add(List<String> filters, String filter) {
    String stripped = filter.strip();
    if (!stripped.isEmpty() && !filters.contains(stripped)) {
      filters.add(stripped);
    }
  }

  private static @Nullable SearchMode mode(String name) {
    if (name.isEmpty()) {
      return null;
    }
    return SearchMode.find(name)
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "mode: expected one of %s, found \"%s\". Choose one below the search box."
                        .formatted(SearchMode.names(), name)));
  }

  private static @Nullable String sort(String order) {
    return order.isEmpty() || order.equals(FieldOrder.RELEVANCE) ? null : order;
  }

  private static @Nullable String generation(String name) {
    return name.isEmpty() ? null : name;
  }

  private static int size(String text) {
    return SearchState.SIZES.stream()
        .filter(size -> text.isEmpty() || text.equals(size.toString()))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "size: expected one of %s, found \"%s\". Choose one below the results."
                        .formatted(SearchState.SIZES, text)));
  }

  private static int number(String name, String text, int otherwise, int most) {
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Answered below, as a number out of range is.
    }
    throw new InvalidRequestException(
        "%s: expected a number from 1 to %d, found \"%s\". Search again."
            .formatted(name, most, text));
  }

  private static List<String> all(Map<String, List<String>> parameters, String name) {
    return parameters.getOrDefault(name, List.of());
  }

  private static String first(Map<String, List<String>> parameters, String name) {
    return Optional.ofNullable(parameters.get(name))
        .flatMap(values -> values.stream().findFirst())
        .map(String::strip)
        .orElse("");
  }
}
