package io.github.hnswsearch.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The metadata values of one item by field name, each a list of canonical texts (see {@link
 * FieldType}); a field without a value is absent. Immutable.
 */
public record Metadata(Map<String, List<String>> values) {
  /** An item of which nothing but id, URL and vector is known. */
  public static final Metadata NONE = new Metadata(Map.of());

  public Metadata {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    values.forEach(
        (field, texts) -> {
          if (!texts.isEmpty()) {
            copy.put(field, List.copyOf(texts));
          }
        });
    values = Collections.unmodifiableMap(copy);
  }

  /** All values of a field, empty where it has none. */
  public List<String> all(String field) {
    return values.getOrDefault(field, List.of());
  }

  /** The first value of a field. */
  public Optional<String> first(String field) {
    return all(field).stream().findFirst();
  }
}
