package io.github.hnswsearch.lucene;

/**
 * The fields that every collection has. They start with an underscore, which no metadata field may.
 */
final class FieldNames {
  /** The item's id: indexed whole, stored. */
  static final String ID = "_id";

  /** Stored. */
  static final String URL = "_url";

  /** Unit vectors compared by dot product, which ranks like the cosine and is faster. */
  static final String VECTOR = "_vector";

  private FieldNames() {}
}
