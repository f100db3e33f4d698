package io.github.hnswsearch.lucene;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.SortedNumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/** Items to Lucene documents, and stored documents back to items' fields. */
final class DocumentMapper {
  /** Longer values are no choice that anybody makes; Lucene refuses those of over 32,766 bytes. */
  private static final int MAX_COUNTED_CHARACTERS = 1_000;

  private final Schema schema;

  DocumentMapper(Schema schema) {
    this.schema = schema;
  }

  Document toDocument(Item item) {
    Document document = new Document();
    document.add(new StringField(FieldNames.ID, item.id(), Store.YES));
    document.add(new StoredField(FieldNames.URL, item.url()));
    document.add(
        new KnnFloatVectorField(
            FieldNames.VECTOR, item.vector().components(), VectorSimilarityFunction.DOT_PRODUCT));
    for (Field field : schema.fields()) {
      for (String value : item.metadata().all(field.name())) {
        addSearchable(document, field, value);
        addCountable(document, field, value);
        document.add(new StoredField(field.name(), value));
      }
    }
    return document;
  }

  private static void addSearchable(Document document, Field field, String value) {
    String name = field.name();
    switch (field.type()) {
      case TEXT, NAME -> document.add(new TextField(name, value, Store.NO));
      case KEYWORD -> document.add(new StringField(name, Analyzers.keywordTerm(value), Store.NO));
      case CATEGORY -> {
        for (String ancestor : ancestors(value)) {
          document.add(new StringField(name, Analyzers.keywordTerm(ancestor), Store.NO));
        }
      }
      case LONG -> document.add(new LongPoint(name, Long.parseLong(value)));
      case DOUBLE -> document.add(new DoublePoint(name, Double.parseDouble(value)));
      case DATE -> document.add(new LongPoint(name, LocalDate.parse(value).toEpochDay()));
      case STORED -> {}
    }
  }

  /** What facets count: values as they are shown, numbers as they are. */
  private static void addCountable(Document document, Field field, String value) {
    String name = field.name();
    switch (field.type()) {
      case KEYWORD, CATEGORY, NAME -> {
        if (value.length() <= MAX_COUNTED_CHARACTERS) {
          document.add(new SortedSetDocValuesField(name, new BytesRef(value)));
        }
      }
      case LONG -> document.add(new SortedNumericDocValuesField(name, Long.parseLong(value)));
      case DATE ->
          document.add(new SortedNumericDocValuesField(name, LocalDate.parse(value).toEpochDay()));
      case TEXT, DOUBLE, STORED -> {}
    }
  }

  /** Whether values of a field are kept for facets to count, but for those that are too long. */
  static boolean isCountable(Field field) {
    return switch (field.type()) {
      case KEYWORD, CATEGORY, NAME, LONG, DATE -> true;
      case TEXT, DOUBLE, STORED -> false;
    };
  }

  /** A category and all above it: {@code cs.LG} gives {@code cs}, {@code cs.LG}. */
  private static List<String> ancestors(String category) {
    List<String> ancestors = new ArrayList<>();
    for (int dot = category.indexOf('.'); dot >= 0; dot = category.indexOf('.', dot + 1)) {
      ancestors.add(category.substring(0, dot));
    }
    ancestors.add(category);
    return ancestors;
  }

  io.github.hnswsearch.search.Document toStored(Document document) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Field field : schema.fields()) {
      List<Object> values = new ArrayList<>();
      for (IndexableField stored : document.getFields(field.name())) {
        values.add(typed(field, stored.stringValue()));
      }
      if (!values.isEmpty()) {
        boolean list = isList(field) || values.size() > 1;
        fields.put(field.name(), list ? values : values.getFirst());
      }
    }
    return new io.github.hnswsearch.search.Document(
        document.get(FieldNames.ID), document.get(FieldNames.URL), fields);
  }

  /** The values that a document was made of. */
  Metadata toMetadata(Document document) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Field field : schema.fields()) {
      values.put(field.name(), List.of(document.getValues(field.name())));
    }
    return new Metadata(values);
  }

  private static Object typed(Field field, String value) {
    return switch (field.type()) {
      case LONG -> (Object) Long.valueOf(value);
      case DOUBLE -> (Object) Double.valueOf(value);
      case TEXT, KEYWORD, CATEGORY, NAME, DATE, STORED -> value;
    };
  }

  /** Names and categories are lists even where an item has one, so that clients see one shape. */
  private static boolean isList(Field field) {
    return switch (field.type()) {
      case NAME, CATEGORY -> true;
      case TEXT, KEYWORD, LONG, DOUBLE, DATE, STORED -> false;
    };
  }
}
