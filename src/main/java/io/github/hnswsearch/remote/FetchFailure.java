package io.github.hnswsearch.remote;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a picture did not come. The message is the end of a sentence that may be shown to anybody,
 * for example {@code its server answered with status 404}: it names no address, and it is the same
 * whether a host is unknown or one of a private network.
 */
public final class FetchFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final FetchOutcome outcome;

  FetchFailure(FetchOutcome outcome, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.outcome = outcome;
  }

  FetchFailure(FetchOutcome outcome, String message) {
    this(outcome, message, null);
  }

  public FetchOutcome outcome() {
    return outcome;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
