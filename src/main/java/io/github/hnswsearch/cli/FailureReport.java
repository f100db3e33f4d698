package io.github.hnswsearch.cli;

import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.NotFoundException;
import io.github.hnswsearch.search.OverloadedException;
import io.github.hnswsearch.search.UnavailableEncoderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.stream.Stream;

/** What a user is told of a failure: one line, and never a stack trace. */
final class FailureReport {
  private static final int LONGEST = 2_000;

  /** Causes may lead in a circle. */
  private static final int MOST_CAUSES = 100;

  private FailureReport() {}

  static String of(Throwable failure) {
    String line = ("error: " + message(failure)).replaceAll("\\p{Cc}+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }

  private static String message(Throwable failure) {
    return switch (failure) {
      case BadInputException e -> e.getMessage();
      case InvalidRequestException e -> refusal(e);
      case NotFoundException e -> e.getMessage();
      case OverloadedException e -> e.getMessage();
      case UncheckedIOException e -> message(e.getCause());
      case AccessDeniedException e ->
          e.getFile() + ": expected permission to read or write it, found none. Change it.";
      case NoSuchFileException e ->
          e.getFile() + ": expected a file or folder, found none. Check the path.";
      case FileSystemException e ->
          e.getFile()
              + ": "
              + (e.getReason() == null ? e.getClass().getSimpleName() : e.getReason())
              + ".";
      case IOException e ->
          e.getMessage() == null || fullMemory(e).isPresent() ? unexpected(e) : e.getMessage();
      default -> unexpected(failure);
    };
  }

  /** Whoever is at the machine may know where on it the encoder's files are. */
  private static String refusal(InvalidRequestException failure) {
    return failure.getCause() instanceof UnavailableEncoderException encoder
        ? failure.getMessage() + " " + encoder.getMessage()
        : failure.getMessage();
  }

  private static String unexpected(Throwable failure) {
    return fullMemory(failure)
        .map(
            memory ->
                "the memory of Java does not suffice ("
                    + memory.getMessage()
                    + "). Give it more: HNSW_SEARCH_JAVA_OPTIONS=-Xmx2g, say.")
        .orElseGet(
            () ->
                "unexpected "
                    + failure
                    + ". This is a defect of HNSW Search: please report it with this line.");
  }

  private static Optional<Throwable> fullMemory(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(MOST_CAUSES)
        .filter(OutOfMemoryError.class::isInstance)
        .findFirst();
  }
}
