package io.github.hnswsearch.search;

/**
 * The values of a field cannot be counted, because the generation was built without what it takes.
 */
public final class MissingCountsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MissingCountsException(String field) {
    super(
        "The values of %s cannot be counted: this generation was built by an earlier version. Run"
                .formatted(field)
            + " ./hnsw-search rebuild --upgrade with the collection's name.");
  }
}
