package io.github.hnswsearch.record;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Input from outside that cannot be used. Its message is complete for a user: where, what was
 * expected, what was found, and what to do next.
 */
public class BadInputException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param where file, data set, line or parameter, for example {@code papers.h5, data set urls}
   * @param problem expected and found, for example {@code expected 300 ids, found 299}
   * @param advice what to do next, a sentence without its full stop
   */
  public BadInputException(String where, String problem, String advice) {
    this(where, problem, advice, null);
  }

  /** The same words in a more particular exception. */
  protected BadInputException(BadInputException cause) {
    super(cause.getMessage(), cause);
  }

  public BadInputException(String where, String problem, String advice, @Nullable Throwable cause) {
    super(where + ": " + problem + ". " + advice + ".", cause);
  }
}
