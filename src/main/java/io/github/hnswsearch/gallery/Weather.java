package io.github.hnswsearch.gallery;

/** The weather; {@code CLEAR} is a sky without a cloud. */
public enum Weather implements Named {
  CLEAR,
  CLOUDY,
  RAIN,
  SNOWFALL
}
