package io.github.hnswsearch.download;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a file did not come, and whether another attempt may do better. */
final class TransferFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String advice;
  private final boolean passing;
  private final @Nullable Duration retryAfter;

  private TransferFailure(
      String problem,
      String advice,
      boolean passing,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(problem, cause);
    this.problem = problem;
    this.advice = advice;
    this.passing = passing;
    this.retryAfter = retryAfter;
  }

  /**
   * A failure that the next attempt may not meet: a cut connection, a busy server.
   *
   * @param problem expected and found
   * @param advice what to do where no attempt succeeds, a sentence without its full stop
   */
  static TransferFailure passing(String problem, String advice, @Nullable Throwable cause) {
    return new TransferFailure(problem, advice, true, null, cause);
  }

  /** A passing failure of a server that may have said when to come back. */
  static TransferFailure busy(String problem, String advice, @Nullable Duration retryAfter) {
    return new TransferFailure(problem, advice, true, retryAfter, null);
  }

  /** A failure that every attempt would meet. */
  static TransferFailure lasting(String problem, String advice, @Nullable Throwable cause) {
    return new TransferFailure(problem, advice, false, null, cause);
  }

  String problem() {
    return problem;
  }

  String advice() {
    return advice;
  }

  boolean isPassing() {
    return passing;
  }

  /** How long the server asks to wait, where it does. */
  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
