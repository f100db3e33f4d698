package io.github.hnswsearch.descriptor;

/** The layout of a metadata file. */
public enum MetadataFormat {
  /** The arXiv snapshot: one JSON object a line, 14 keys. */
  ARXIV,
  /** The image list of Open Images: CSV with ImageID, OriginalURL, Author, ... */
  OPEN_IMAGES,
  /** Any CSV with a header line. */
  CSV,
  /** Any JSON Lines: one object a line. */
  JSONL
}
