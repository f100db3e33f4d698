package io.github.hnswsearch.dataset.metadata;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import java.util.List;

/** What {@code embed} writes of the documents of a folder, one JSON object a line. */
final class DocumentsFormat implements RecordFormat<JsonColumns> {
  private static final String PATH = "path";
  private static final Field TITLE = new Field("title", FieldType.TEXT);
  private static final Field ABSTRACT = new Field("abstract", FieldType.TEXT);
  private static final Field TYPE = new Field("type", FieldType.KEYWORD);
  private static final Field NOTES = new Field("notes", FieldType.STORED);

  @Override
  public List<Field> fields() {
    return List.of(TITLE, ABSTRACT, TYPE, NOTES);
  }

  @Override
  public List<String> keyColumns() {
    return List.of(PATH);
  }

  @Override
  public List<String> keys(JsonColumns columns) throws BadLineException {
    List<String> values = columns.values(PATH);
    if (values.isEmpty()) {
      throw new BadLineException("expected a value of path, found none");
    }
    return List.of(JoinKey.of(values.getFirst()));
  }

  @Override
  public void describe(JsonColumns columns, EntryBuilder entry) {
    for (Field field : fields()) {
      entry.add(field, columns, field.name());
    }
  }
}
