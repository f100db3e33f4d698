package io.github.hnswsearch.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A query as the legs of a search take it.
 *
 * @param near what the vector leg finds the nearest of; null where it does not run
 * @param words the keyword leg's text, blank for all that passes the filters; null where it does
 *     not run
 * @param shown the text whose words hits show; blank where there is none
 * @param filters what the text of the query asks for, besides the request's own filters
 * @param item that the text of the query names; empty where it names none
 * @param warnings how it was read, in sentences
 */
record ReadQuery(
    @Nullable Query near,
    @Nullable String words,
    String shown,
    List<Filter> filters,
    OptionalInt item,
    List<String> warnings) {

  /** Reads the query of a request to the collection of a reader. */
  static ReadQuery of(SearchRequest request, CollectionReader reader) throws IOException {
    if (!(request.query() instanceof Query.ByText typed)) {
      return near(request.query(), OptionalInt.empty());
    }
    OptionalInt item = KnownItem.named(typed.text(), reader);
    return item.isPresent()
        ? near(new Query.ById(reader.document(item.getAsInt()).id()), item)
        : of(QueryText.of(typed.text(), reader.schema()), request.mode());
  }

  private static ReadQuery near(Query query, OptionalInt item) {
    return new ReadQuery(query, null, "", List.of(), item, List.of());
  }

  /** A text that holds nothing but filters browses, by words where some of them are scored. */
  private static ReadQuery of(QueryText text, SearchMode mode) {
    boolean browse = text.embedded().isBlank();
    boolean byMeaning = !browse && mode != SearchMode.KEYWORD;
    List<String> warnings = new ArrayList<>(text.warnings());
    if (text.syntax() && byMeaning) {
      warnings.add(
          "The query syntax holds for the words alone: by meaning the text was searched without its"
              + " operators and conditions.");
    }
    return new ReadQuery(
        byMeaning ? new Query.ByText(text.embedded()) : null,
        mode == SearchMode.VECTOR && !browse ? null : text.words(),
        text.words(),
        text.filters(),
        OptionalInt.empty(),
        warnings);
  }
}
