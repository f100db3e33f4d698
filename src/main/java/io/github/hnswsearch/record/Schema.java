package io.github.hnswsearch.record;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metadata fields of a collection, in the order in which they are shown. */
public final class Schema {
  /** A collection without metadata. */
  public static final Schema EMPTY = new Schema(List.of());

  private final Map<String, Field> fields = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException if two fields have the same name
   */
  public Schema(Collection<Field> fields) {
    for (Field field : fields) {
      if (this.fields.put(field.name(), field) != null) {
        throw new IllegalArgumentException("field \"" + field.name() + "\" is defined twice");
      }
    }
  }

  public List<Field> fields() {
    return List.copyOf(fields.values());
  }

  public Optional<Field> find(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** The names of the fields of one of the given types, in schema order. */
  public List<String> names(FieldType... types) {
    List<FieldType> wanted = List.of(types);
    return fields.values().stream()
        .filter(field -> wanted.contains(field.type()))
        .map(Field::name)
        .toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Schema schema && fields().equals(schema.fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  @Override
  public String toString() {
    return "Schema" + fields.values();
  }
}
