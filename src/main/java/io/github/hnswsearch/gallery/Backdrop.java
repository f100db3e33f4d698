package io.github.hnswsearch.gallery;

/** What closes the view at the horizon. */
public enum Backdrop implements Named {
  MOUNTAINS,
  HILLS,
  NONE
}
