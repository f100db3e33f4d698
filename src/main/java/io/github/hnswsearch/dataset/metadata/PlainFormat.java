package io.github.hnswsearch.dataset.metadata;

import io.github.hnswsearch.record.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any table with a key; its fields are the columns that the descriptor names. */
final class PlainFormat<C extends Columns> implements RecordFormat<C> {
  private static final List<String> USUAL_KEYS = List.of("id", "url", "path");

  private final List<String> keyColumns;

  /**
   * @param key the key column, null for the first of id, url, path
   */
  PlainFormat(@Nullable String key) {
    keyColumns = key == null ? USUAL_KEYS : List.of(key);
  }

  @Override
  public List<Field> fields() {
    return List.of();
  }

  @Override
  public List<String> keyColumns() {
    return keyColumns;
  }

  @Override
  public List<String> keys(C columns) throws BadLineException {
    for (String column : keyColumns) {
      List<String> values = columns.values(column);
      if (!values.isEmpty()) {
        return List.of(JoinKey.of(values.getFirst()));
      }
    }
    throw new BadLineException(
        "expected a value of " + String.join(" or ", keyColumns) + ", found none");
  }

  @Override
  public void describe(C columns, EntryBuilder entry) {}
}
