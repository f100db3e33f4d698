package io.github.hnswsearch.record;

/**
 * What a text, a URL or a bare id, says of a paper on arXiv.
 *
 * <p>Files of fixed-length strings hold URLs that were cut at the right. As long as the id is whole
 * such a URL can be repaired; where digits of the id are gone nothing tells which paper it was.
 */
public sealed interface ArxivReference {

  /** A reference with a whole id in a usable form. */
  record Whole(ArxivId id) implements ArxivReference {}

  /** A URL that is cut behind its id. */
  record Repairable(ArxivId id) implements ArxivReference {}

  /** A URL that is cut within its id. */
  record CutShort() implements ArxivReference {}

  /** No reference to a paper on arXiv. */
  record None() implements ArxivReference {}

  /** Reads any text; never fails. */
  static ArxivReference parse(String text) {
    return ArxivReferenceParser.parse(text.strip());
  }
}
