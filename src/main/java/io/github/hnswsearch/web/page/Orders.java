package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.CollectionInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The orders of results that the page offers: that of the ranking, and by age. */
final class Orders {
  private Orders() {}

  /** All of them, none where there is nothing to choose. */
  static List<Link> links(SearchState state, CollectionInfo collection) {
    Optional<String> age = age(collection);
    if (age.isEmpty()) {
      return List.of();
    }
    List<Link> links = new ArrayList<>();
    links.add(link("Best", null, state));
    links.add(link("Newest", age.get() + ":desc", state));
    links.add(link("Oldest", age.get() + ":asc", state));
    return links;
  }

  /** How a count goes on where the results are in another order than that of the ranking. */
  static String words(@Nullable String sort) {
    if (sort == null) {
      return "";
    }
    boolean descending = sort.endsWith(":desc");
    return switch (sort.substring(0, Math.max(0, sort.indexOf(':')))) {
      case "date", "year" -> descending ? ", newest first" : ", oldest first";
      default -> ", by " + sort;
    };
  }

  private static Link link(String label, @Nullable String sort, SearchState state) {
    boolean current = sort == null ? state.sort() == null : sort.equals(state.sort());
    return new Link(label, null, state.withSort(sort).url(), current);
  }

  /** The field that tells how old an item is, to the day where that is known. */
  private static Optional<String> age(CollectionInfo collection) {
    return Stream.of("date", "year").filter(collection::isOrdered).findFirst();
  }
}
