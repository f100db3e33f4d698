package io.github.hnswsearch.citation;

import io.github.hnswsearch.search.Document;
import java.util.List;

/** Stored values, which are a text, a number or a list of them. */
final class FieldValues {
  private FieldValues() {}

  /** The values of a field as texts, in their order; none where it is absent. */
  static List<String> of(Document document, String field) {
    return switch (document.fields().get(field)) {
      case null -> List.of();
      case List<?> values -> values.stream().map(String::valueOf).toList();
      case Object value -> List.of(value.toString());
    };
  }
}
