package io.github.hnswsearch.gallery;

/** How the pictures of a gallery are written. */
public enum GalleryFormat implements Named {
  /** A file a picture, lossless. */
  PNG,
  /** A file a picture, about 25 KB at 400 pixels. */
  JPG,
  /** One file of bytes: red, green, blue, pixel by pixel, row by row, picture by picture. */
  RAW
}
