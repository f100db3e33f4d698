package io.github.hnswsearch.dataset.metadata;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The image list of Open Images; a picture is known by its ImageID and by two URLs. */
final class OpenImagesFormat implements RecordFormat<Columns> {
  private static final String IMAGE_ID = "ImageID";
  private static final String ORIGINAL_URL = "OriginalURL";
  private static final String THUMBNAIL_URL = "Thumbnail300KURL";

  private static final Map<String, Field> FIELD_OF_COLUMN = new LinkedHashMap<>();

  static {
    FIELD_OF_COLUMN.put("Title", new Field("title", FieldType.TEXT));
    FIELD_OF_COLUMN.put("Author", new Field("author", FieldType.NAME));
    FIELD_OF_COLUMN.put("License", new Field("license", FieldType.KEYWORD));
    FIELD_OF_COLUMN.put("OriginalLandingURL", new Field("source_page", FieldType.STORED));
    FIELD_OF_COLUMN.put("AuthorProfileURL", new Field("author_page", FieldType.STORED));
    FIELD_OF_COLUMN.put(THUMBNAIL_URL, new Field("thumbnail", FieldType.STORED));
    FIELD_OF_COLUMN.put("Subset", new Field("subset", FieldType.KEYWORD));
    FIELD_OF_COLUMN.put("Rotation", new Field("rotation", FieldType.DOUBLE));
    FIELD_OF_COLUMN.put("OriginalMD5", new Field("md5", FieldType.STORED));
    FIELD_OF_COLUMN.put("OriginalSize", new Field("size", FieldType.LONG));
  }

  @Override
  public List<Field> fields() {
    return List.copyOf(FIELD_OF_COLUMN.values());
  }

  @Override
  public List<String> keyColumns() {
    return List.of(IMAGE_ID);
  }

  @Override
  public List<String> keys(Columns columns) throws BadLineException {
    List<String> keys = new ArrayList<>(columns.values(IMAGE_ID));
    if (keys.isEmpty()) {
      throw new BadLineException("expected a value of " + IMAGE_ID + ", found none");
    }
    keys.addAll(columns.values(ORIGINAL_URL));
    keys.addAll(columns.values(THUMBNAIL_URL));
    return keys;
  }

  @Override
  public void describe(Columns columns, EntryBuilder entry) {
    columns.values(IMAGE_ID).forEach(entry::itemId);
    columns.values(ORIGINAL_URL).forEach(entry::url);
    FIELD_OF_COLUMN.forEach((column, field) -> entry.add(field, columns, column));
  }
}
