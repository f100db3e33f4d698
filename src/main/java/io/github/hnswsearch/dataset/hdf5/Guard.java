package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.record.BadInputException;
import io.jhdf.exceptions.UnsupportedHdfException;
import java.io.IOException;
import java.nio.BufferUnderflowException;

/**
 * The one place where the failures of jHDF become errors that a user can act on.
 *
 * <p>A damaged file makes jHDF fail in many ways besides its own {@code HdfException}: illegal
 * arguments, overflows, array indexes, casts, a full heap (a length read from garbage) and a full
 * stack (a structure that contains itself). All of them mean the same to a user.
 */
final class Guard {
  private static final String ADVICE =
      "The file is damaged or uses a feature that cannot be read: check it with \"h5dump -H\", and"
          + " fetch it again or rewrite it with \"h5repack\"";

  private static final String COPY_ADVICE =
      "Copy the embeddings and ids to a plain file, for example in Python: new[\"embeddings\"] ="
          + " old[\"embeddings\"][:]";

  /** A call that ends in jHDF or in the file. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws IOException;
  }

  private Guard() {}

  /**
   * Runs a call and returns what it returns.
   *
   * @param where the file, and the data set and rows where they are known
   * @throws BadInputException if the call fails in any way
   */
  static <T> T call(String where, Call<T> call) throws BadInputException {
    try {
      return call.run();
    } catch (BadInputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      Throwable cause = innermost(e);
      throw new BadInputException(
          where,
          "cannot be read: " + reason(cause),
          cause instanceof UnsupportedHdfException ? COPY_ADVICE : ADVICE,
          e);
    } catch (StackOverflowError e) {
      throw new BadInputException(
          where, "cannot be read: its structure contains itself", ADVICE, e);
    } catch (OutOfMemoryError e) {
      throw new BadInputException(
          where,
          "cannot be read: it asks for more memory than the heap of "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB has left",
          "Give the program a larger heap (-Xmx) if the file is sound, or rewrite it with"
              + " \"h5repack\"",
          e);
    }
  }

  /** The innermost cause: jHDF wraps it in one exception per level of the file's structure. */
  private static Throwable innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String reason(Throwable cause) {
    if (cause instanceof BufferUnderflowException) {
      return "a structure ends before its content does";
    }
    String message = cause.getMessage();
    if (message == null || message.isBlank()) {
      return "a structure is not sound (" + cause.getClass().getSimpleName() + ")";
    }
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}
