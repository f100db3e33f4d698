package io.github.hnswsearch.picture;

import io.github.hnswsearch.record.Abbreviated;
import io.github.hnswsearch.record.BadInputException;
import java.io.EOFException;
import java.io.IOException;

/**
 * The one place where the failures of decoders become errors that a user can act on.
 *
 * <p>A damaged file makes them fail in many ways besides an {@link IOException}: indexes, casts,
 * illegal arguments, a full heap (a size read from garbage) and a full stack. All of them mean the
 * same to a user.
 */
final class Guard {
  private static final String ADVICE =
      "The file is damaged or uses a feature that cannot be read: fetch it again, or open it in a"
          + " picture program and save it as JPEG or PNG";

  /** A call that ends in a decoder. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws IOException;
  }

  private Guard() {}

  /**
   * Runs a call and returns what it returns.
   *
   * @param where the file, and its format
   * @throws BadInputException if the call fails in any way
   */
  static <T> T call(String where, Call<T> call) throws BadInputException {
    try {
      return call.run();
    } catch (BadInputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new BadInputException(where, "cannot be read: " + reason(e), ADVICE, e);
    } catch (StackOverflowError e) {
      throw new BadInputException(
          where, "cannot be read: its structure is nested too deeply", ADVICE, e);
    } catch (OutOfMemoryError e) {
      throw new BadInputException(
          where,
          "cannot be read: it asks for more memory than the heap of "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB has left",
          "Make the picture smaller, or give the program a larger heap (-Xmx) if it is sound",
          e);
    }
  }

  /** The message of the innermost cause, where it is meant for people. */
  private static String reason(Throwable failure) {
    String text = "its parts contradict each other";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RuntimeException) {
        return "its parts contradict each other";
      }
      if (cause instanceof EOFException) {
        return "it ends in the middle of its pixels";
      }
      if (cause instanceof DamagedPictureException) {
        return cause.getMessage();
      }
      if (cause.getMessage() != null) {
        text = Abbreviated.text(cause.getMessage().strip());
      }
    }
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
