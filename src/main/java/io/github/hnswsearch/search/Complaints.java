package io.github.hnswsearch.search;

import io.github.hnswsearch.record.BadInputException;
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
          unexpected(problem));
    }
  }

  /** From now on whatever goes wrong is news. */
  void over() {
    told.clear();
  }

  /** Whoever is to mend what nobody has foreseen needs to know where it comes from. */
  private static @Nullable Throwable unexpected(Exception problem) {
    boolean wrapped =
        problem instanceof UnopenedCollectionException
            || problem instanceof UnavailableEncoderException;
    Throwable cause = wrapped ? problem.getCause() : problem;
    return cause instanceof BadInputException ? null : cause;
  }
}
