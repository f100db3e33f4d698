package io.github.hnswsearch.gallery;

/** What a scene stands on, floats on or swims in. */
public enum Ground implements Named {
  MEADOW,
  SAND,
  SNOW,
  HILLS,
  SEA,
  UNDERWATER
}
