package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.InvalidRequestException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
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

    /** The items as parameters of an address or a form. */
    List<Map.Entry<String, String>> parameters() {
      return Stream.concat(
              more.stream().map(id -> Map.entry(SearchForm.MORE, id)),
              less.stream().map(id -> Map.entry(SearchForm.LESS, id)))
          .toList();
    }

    private static List<String> append(List<String> ids, String id) {
      return Stream.concat(ids.stream(), Stream.of(id)).toList();
    }
  }

  /**
   * A file that somebody sent. It is not kept: whoever asks for it again sends it again.
   *
   * @param digest the first 32 hexadecimal digits of the SHA-256 of its content
   * @param name what it is called, empty where only its digest is known
   */
  record Upload(String digest, String name) implements Subject {
    /** Of its content. */
    public static final int MAX_BYTES = 32 << 20;

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{32}");

    public Upload {
      if (!DIGEST.matcher(digest).matches()) {
        throw new InvalidRequestException(
            "file: expected 32 hexadecimal digits that name it, found \"%s\". Choose the file again."
                .formatted(digest));
      }
    }
  }
}
