package io.github.hnswsearch.document;

import java.io.IOException;
import java.nio.file.Path;

/** Reads one kind of document. */
interface FormatReader {

  /**
   * Reads a file of this kind into a draft.
   *
   * @throws TextCollector.FullException if the limit of characters ended it
   * @throws UnreadableDocumentException if it gives no text, where the reason is known
   * @throws IOException if it breaks the rules of its format or cannot be read
   */
  void read(Path file, DocumentLimits limits, Draft draft) throws IOException;
}
