package io.github.hnswsearch.record;

import java.util.regex.Pattern;

/**
 * A named metadata field of a collection.
 *
 * @param name lower-case letters, digits and underscores, starting with a letter; what filters,
 *     queries and responses call it
 * @param type how its values are read and searched
 */
public record Field(String name, FieldType type) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  public Field {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "field name: expected lower-case letters, digits and underscores, starting with a letter;"
              + " found \""
              + name
              + "\"");
    }
  }
}
