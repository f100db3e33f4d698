package io.github.hnswsearch.dataset.metadata;

import io.github.hnswsearch.record.ArxivReference;

/** The text under which a row and a metadata record find each other. */
public final class JoinKey {
  private JoinKey() {}

  /**
   * An arXiv paper's id without version, in whatever form it is referred to; any other text as it
   * is.
   */
  public static String of(String text) {
    return switch (ArxivReference.parse(text)) {
      case ArxivReference.Whole whole -> whole.id().itemId();
      case ArxivReference.Repairable repairable -> repairable.id().itemId();
      case ArxivReference.CutShort cut -> text.strip();
      case ArxivReference.None none -> text.strip();
    };
  }
}
