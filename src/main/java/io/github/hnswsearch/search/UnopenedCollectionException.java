package io.github.hnswsearch.search;

import io.github.hnswsearch.record.BadInputException;
import java.io.File;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A collection that cannot be opened as it lies on the disk; the others can. */
public final class UnopenedCollectionException extends BadInputException {
  private static final long serialVersionUID = 1L;

  private final String withinFolder;

  /**
   * Why a collection cannot be opened.
   *
   * @param folder of all collections
   */
  static UnopenedCollectionException of(String collection, Exception cause, Path folder) {
    return cause instanceof BadInputException told
        ? new UnopenedCollectionException(told, folder)
        : new UnopenedCollectionException(collection, cause);
  }

  private UnopenedCollectionException(BadInputException cause, Path folder) {
    super(cause);
    this.withinFolder = String.valueOf(cause.getMessage()).replace(folder + File.separator, "");
  }

  /** What libraries and the system say may name any place of the machine, and stays here. */
  private UnopenedCollectionException(String collection, Exception cause) {
    super(
        "collection " + collection,
        "expected files that can be opened, found: " + found(cause),
        "Run ./hnsw-search check " + collection,
        cause);
    this.withinFolder =
        "collection %s: expected files that can be opened, found that they cannot be. The server's log says why; ./hnsw-search check %s examines them."
            .formatted(collection, collection);
  }

  private static String found(Exception cause) {
    return switch (cause) {
      case AccessDeniedException e -> "no permission to read " + e.getFile();
      case NoSuchFileException e -> "no file " + e.getFile();
      default -> String.valueOf(cause.getMessage() == null ? cause : cause.getMessage());
    };
  }

  /** The message for people elsewhere, which does not tell where on this machine the folder is. */
  public String withinFolder() {
    return withinFolder;
  }
}
