package io.github.hnswsearch.dataset.metadata;

import io.github.hnswsearch.descriptor.Descriptor.MetadataSource;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A format with the further columns that the descriptor names. */
final class PassThrough<C extends Columns> implements RecordFormat<C> {
  private final RecordFormat<C> format;
  private final Map<String, Field> fieldOfColumn = new LinkedHashMap<>();

  private PassThrough(RecordFormat<C> format) {
    this.format = format;
  }

  /**
   * @throws BadInputException if a column's name is no field name or is a field already
   */
  static <C extends Columns> PassThrough<C> after(RecordFormat<C> format, MetadataSource source)
      throws BadInputException {
    PassThrough<C> all = new PassThrough<>(format);
    for (Map.Entry<String, FieldType> column : source.fields().entrySet()) {
      String name = MetadataSource.fieldName(column.getKey());
      String where = "metadata.fields." + column.getKey();
      if (all.fields().stream().anyMatch(field -> field.name().equals(name))) {
        throw new BadInputException(
            where,
            "expected a new field, found that \"" + name + "\" exists already",
            "Remove it: the format " + source.format().text() + " reads it by itself");
      }
      try {
        all.fieldOfColumn.put(column.getKey(), new Field(name, column.getValue()));
      } catch (IllegalArgumentException e) {
        throw new BadInputException(where, e.getMessage(), "Rename the column", e);
      }
    }
    return all;
  }

  @Override
  public List<Field> fields() {
    List<Field> fields = new ArrayList<>(format.fields());
    fields.addAll(fieldOfColumn.values());
    return fields;
  }

  @Override
  public List<String> keyColumns() {
    return format.keyColumns();
  }

  @Override
  public List<String> requiredColumns() {
    return List.copyOf(fieldOfColumn.keySet());
  }

  @Override
  public List<String> keys(C columns) throws BadLineException {
    return format.keys(columns);
  }

  @Override
  public void describe(C columns, EntryBuilder entry) {
    format.describe(columns, entry);
    fieldOfColumn.forEach((column, field) -> entry.add(field, columns, column));
  }
}
