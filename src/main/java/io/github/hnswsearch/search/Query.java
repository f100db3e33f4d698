package io.github.hnswsearch.search;

import io.github.hnswsearch.picture.Picture;

/** What a search looks for. */
public sealed interface Query {
  /** Words: embedded for the vector leg, parsed for the keyword leg. */
  record ByText(String text) implements Query {}

  /**
   * An embedding of the collection's dimension, of any length other than zero.
   *
   * @param components copied by the search, never changed
   */
  record ByVector(float[] components) implements Query {}

  /** A picture, for collections whose encoder embeds pictures. */
  record ByPicture(Picture picture) implements Query {}

  /** What lies near a stored item; the item itself is not among the results. */
  record ById(String id) implements Query {}
}
