package io.github.hnswsearch.document;

import io.github.hnswsearch.record.BadInputException;
import org.jspecify.annotations.Nullable;

/** A document that gives no text. */
public final class UnreadableDocumentException extends BadInputException {
  private static final long serialVersionUID = 1L;

  private final DocumentFault fault;
  private final String reason;

  UnreadableDocumentException(
      String file, DocumentFault fault, String problem, String advice, @Nullable Throwable cause) {
    super(file, problem, advice, cause);
    this.fault = fault;
    this.reason = problem + ". " + advice + ".";
  }

  public DocumentFault fault() {
    return fault;
  }

  /** The message without the file's name, for lists that have it in a column of its own. */
  public String reason() {
    return reason;
  }
}
