package io.github.hnswsearch.descriptor;

import java.util.Locale;

/** The layout of a metadata file. */
public enum MetadataFormat {
  /** The arXiv snapshot: one JSON object a line, 14 keys. */
  ARXIV,
  /** What {@code embed} writes beside the embeddings of documents: path, title, abstract, type. */
  DOCUMENTS,
  /** The image list of Open Images: CSV with ImageID, OriginalURL, Author, ... */
  OPEN_IMAGES,
  /** Any CSV with a header line. */
  CSV,
  /** Any JSON Lines: one object a line. */
  JSONL;

  /** Whether a line is a JSON object. */
  public boolean isJsonLines() {
    return switch (this) {
      case ARXIV, DOCUMENTS, JSONL -> true;
      case OPEN_IMAGES, CSV -> false;
    };
  }

  /** As descriptors, options and manifests write it: {@code arxiv}, {@code open-images}, ... */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
