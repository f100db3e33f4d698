package io.github.hnswsearch.search;

import io.github.hnswsearch.record.BadInputException;
import java.io.File;
import java.nio.file.Path;

/** A collection that cannot be opened as it lies on the disk; the others can. */
public final class UnopenedCollectionException extends BadInputException {
  private static final long serialVersionUID = 1L;

  private final String withinFolder;

  /**
   * @param folder of all collections
   */
  UnopenedCollectionException(BadInputException cause, Path folder) {
    super(cause);
    this.withinFolder = String.valueOf(cause.getMessage()).replace(folder + File.separator, "");
  }

  /** The message for people elsewhere, which does not tell where on this machine the folder is. */
  public String withinFolder() {
    return withinFolder;
  }
}
