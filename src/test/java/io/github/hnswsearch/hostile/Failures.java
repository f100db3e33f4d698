package io.github.hnswsearch.hostile;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells failures that a user can act on from those that are defects. */
final class Failures {
  private static final int LONGEST_MESSAGE = 4_000;
  private static final int LISTED_FRAMES = 15;

  private Failures() {}

  /**
   * What is wrong with a failure; null where it is an error in words: one of bad input, or of
   * reading that starts with the words that a campaign names.
   */
  static @Nullable String problem(Throwable failure, @Nullable String start) {
    if (chain(failure).anyMatch(OutOfMemoryError.class::isInstance)) {
      return "runs out of memory: " + described(failure);
    }
    if (!(failure instanceof BadInputException) && !startsWith(failure, start)) {
      return "is no error in words: " + described(failure);
    }
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return "has no words: " + described(failure);
    }
    if (message.length() > LONGEST_MESSAGE) {
      return "is told in " + message.length() + " characters: " + message.substring(0, 300);
    }
    if (message.codePoints().anyMatch(Character::isISOControl)) {
      return "is told with control characters: " + message.replaceAll("\\p{Cntrl}", "?");
    }
    return null;
  }

  private static boolean startsWith(Throwable failure, @Nullable String start) {
    return start != null
        && failure instanceof IOException
        && String.valueOf(failure.getMessage()).startsWith(start);
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(100);
  }

  private static String described(Throwable failure) {
    List<Throwable> causes = chain(failure).toList();
    Throwable innermost = causes.getLast();
    return failure
        + (causes.size() == 1 ? "" : ", because of " + innermost)
        + " at "
        + String.join(
            " < ",
            Stream.of(innermost.getStackTrace())
                .limit(LISTED_FRAMES)
                .map(StackTraceElement::toString)
                .toList());
  }
}
