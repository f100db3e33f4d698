package io.github.hnswsearch.search;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells the log what is wrong with a collection, and the same only once until it is over. */
final class Complaints {
  private static final Logger LOG = Logger.getLogger(Complaints.class.getName());

  private final String collection;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  Complaints(String collection) {
    this.collection = collection;
  }

  /**
   * Tells of a problem.
   *
   * @param consequence for the collection, such as {@code cannot be opened}
   */
  void tell(String consequence, Exception problem) {
    String message = String.valueOf(problem.getMessage());
    if (told.add(message)) {
      LOG.log(
          Level.WARNING,
          "Collection " + collection + " " + consequence + ": " + message,
          defect(problem));
    }
  }

  /** From now on whatever goes wrong is news. */
  void over() {
    told.clear();
  }

  /** What files lead to is said by its message; a defect needs the place where it happened. */
  private static @Nullable Throwable defect(Exception problem) {
    boolean wrapped =
        problem instanceof UnopenedCollectionException
            || problem instanceof UnavailableEncoderException;
    Throwable cause = wrapped ? problem.getCause() : problem;
    boolean ofFiles = cause instanceof IOException || cause instanceof IllegalArgumentException;
    return ofFiles ? null : cause;
  }
}
