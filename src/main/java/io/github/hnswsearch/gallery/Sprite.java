package io.github.hnswsearch.gallery;

/** A drawing of one object. It is 100 high, and its kind's aspect wide. */
@FunctionalInterface
interface Sprite {
  void draw(Brush brush, Look look);
}
