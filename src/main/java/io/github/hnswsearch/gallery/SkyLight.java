package io.github.hnswsearch.gallery;

/** What shines in the sky. */
public enum SkyLight implements Named {
  SUN,
  MOON,
  STARS
}
