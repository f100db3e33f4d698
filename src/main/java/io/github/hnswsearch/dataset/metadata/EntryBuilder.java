package io.github.hnswsearch.dataset.metadata;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.Metadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the checked values of one record. */
final class EntryBuilder {
  private final long line;
  private final MetadataProblems problems;
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private @Nullable String itemId;
  private @Nullable String url;

  EntryBuilder(long line, MetadataProblems problems) {
    this.line = line;
    this.problems = problems;
  }

  /** Adds what a column holds to a field; values that are none of the field's type are dropped. */
  void add(Field field, String column, List<String> texts) {
    for (String text : texts) {
      Optional<String> canonical = FieldValue.canonical(field.type(), text);
      if (canonical.isEmpty()) {
        drop(column, FieldValue.expected(field.type()), text);
      } else if (!canonical.get().isEmpty()) {
        values.computeIfAbsent(field.name(), name -> new ArrayList<>()).add(canonical.get());
      }
    }
  }

  void add(Field field, Columns columns, String column) {
    add(field, column, columns.values(column));
  }

  boolean has(Field field) {
    return values.containsKey(field.name());
  }

  /** Notes a value that cannot be kept. */
  void drop(String column, String expected, String found) {
    problems.droppedValue(line, column, expected, found);
  }

  void itemId(String id) {
    itemId = id;
  }

  void url(String original) {
    url = original;
  }

  MetadataEntry build() {
    return new MetadataEntry(itemId, url, new Metadata(values));
  }
}
