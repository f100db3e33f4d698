package io.github.hnswsearch.embedding;

import java.util.Locale;

/** What is embedded. */
public enum InputKind {
  /** The records of an arXiv snapshot; a row's id is the URL of the paper. */
  PAPERS("urls"),
  /** The documents in a folder; a row's id is the path within the folder. */
  DOCUMENTS("path"),
  /** The pictures in a folder; a row's id is the path within the folder. */
  PICTURES("path");

  private final String idDataset;

  InputKind(String idDataset) {
    this.idDataset = idDataset;
  }

  /** Name of the data set that holds the ids. */
  String idDataset() {
    return idDataset;
  }

  /** As options and messages write it: {@code papers}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
