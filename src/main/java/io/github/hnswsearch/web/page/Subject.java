package io.github.hnswsearch.web.page;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the results of a page are results for. */
public sealed interface Subject {

  /**
   * Words.
   *
   * @param text empty before the first search
   */
  record Text(String text) implements Subject {}

  /** A stored item, whose neighbours are shown. */
  record Item(String id) implements Subject {}

  /**
   * Items to come near to and items to keep away from, beside words where there are some.
   *
   * @param text blank for items alone
   * @param more ids of positive examples; with the text, one at least
   * @param less ids of negative examples
   */
  record Examples(String text, List<String> more, List<String> less) implements Subject {
    public Examples {
      more = List.copyOf(more);
      less = List.copyOf(less);
    }

    /** Without an item, as an example for or against. */
    Examples without(String id) {
      Predicate<String> others = Predicate.not(id::equals);
      return new Examples(
          text, more.stream().filter(others).toList(), less.stream().filter(others).toList());
    }

    Examples withMore(String id) {
      Examples rest = without(id);
      return new Examples(text, append(rest.more, id), rest.less);
    }

    Examples withLess(String id) {
      Examples rest = without(id);
      return new Examples(text, rest.more, append(rest.less, id));
    }

    private static List<String> append(List<String> ids, String id) {
      return Stream.concat(ids.stream(), Stream.of(id)).toList();
    }
  }
}
