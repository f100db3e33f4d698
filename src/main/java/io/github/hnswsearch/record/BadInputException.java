package io.github.hnswsearch.record;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Input from outside that cannot be used. Its message is complete for a user: where, what was
 * expected, what was found, and what to do next, on one line of bounded length: control characters
 * become question marks, and three dots stand for the rest of a long part.
 */
public class BadInputException extends IOException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 1_500;

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
    super(plain(where) + ": " + plain(problem) + ". " + plain(advice) + ".", cause);
  }

  /** Names out of a damaged file may be of any length, and commands to a terminal. */
  private static String plain(String text) {
    String line = text.replaceAll("\\p{Cc}", "?");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
