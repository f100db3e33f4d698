package io.github.hnswsearch.gallery;

/** The time of day, visible as light. */
public enum TimeOfDay implements Named {
  DAY,
  SUNSET,
  NIGHT
}
