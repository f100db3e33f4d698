package io.github.hnswsearch.gallery;

/** How pictures are written. */
public enum PictureFormat implements Named {
  /** A file a picture, lossless. */
  PNG,
  /** A file a picture. */
  JPG,
  /** One file of bytes: red, green, blue, pixel by pixel, row by row, picture by picture. */
  RAW
}
