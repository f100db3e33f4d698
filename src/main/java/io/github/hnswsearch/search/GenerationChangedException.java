package io.github.hnswsearch.search;

/** The generation that a search began on has been replaced, and is not kept any more. */
public final class GenerationChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param asked the generation that the request names
   * @param live the one that would answer
   */
  GenerationChangedException(String collection, String asked, String live) {
    this(
        ("generation: expected %s, the live one of collection \"%s\", found %s, which is not kept"
                + " any more. Start again from the first page, without it.")
            .formatted(live, collection, asked));
  }

  private GenerationChangedException(String message) {
    super(message);
  }

  /** The same, of one of several searches. */
  public GenerationChangedException within(String name) {
    return new GenerationChangedException(name + getMessage());
  }
}
