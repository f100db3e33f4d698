package io.github.hnswsearch.gallery;

/** Where objects of a kind are, within a scene. */
enum Place {
  /** On the ground, or on the surface of the sea. */
  GROUND,
  /** In the air. */
  AIR,
  /** Anywhere in the water, where the scene is under water; else on its surface. */
  WATER
}
