package io.github.hnswsearch.download;

import io.github.hnswsearch.download.WebClient.Answer;
import io.github.hnswsearch.record.Abbreviated;
import java.time.Duration;
import java.time.Instant;

/** An answer that is no file, put as what went wrong and what to do. */
final class Refusal {
  private Refusal() {}

  /**
   * @param hub whether it came from the Hugging Face hub or its mirror
   */
  static TransferFailure of(Answer answer, boolean hub, Instant now) {
    int status = answer.status();
    String problem = "expected the file, found status " + status + reason(answer);
    Duration retryAfter =
        answer
            .headers()
            .firstValue("Retry-After")
            .flatMap(header -> Backoff.retryAfter(header, now))
            .orElse(null);
    return switch (status) {
      case 401, 403 ->
          TransferFailure.lasting(
              problem + ", access refused",
              hub
                  ? "Check the name, for the hub answers so to names it does not know; if the model"
                      + " asks for it, accept its licence on its page and set HF_TOKEN to a token"
                      + " of yours"
                  : "Open the address in a browser: it may ask for a log-in or a licence",
              null);
      case 404, 410 ->
          TransferFailure.lasting(
              problem + ", not there",
              "Check the address in the description: the file may have been moved or renamed",
              null);
      case 407 ->
          TransferFailure.lasting(
              problem + ", the proxy asks for a password",
              "Set HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT",
              null);
      case 429 ->
          TransferFailure.busy(
              problem + ", too many requests",
              retryAfter == null
                  ? "Try again in some minutes"
                  : "Try again in " + retryAfter.toSeconds() + " s",
              retryAfter);
      default ->
          status == 408 || status >= 500
              ? TransferFailure.busy(
                  problem, "The server is in trouble: try again later", retryAfter)
              : TransferFailure.lasting(
                  problem, "Open the address in a browser to see what it leads to", null);
    };
  }

  /** What the hub says about it: {@code GatedRepo}, {@code EntryNotFound}. */
  private static String reason(Answer answer) {
    return answer
        .headers()
        .firstValue("X-Error-Code")
        .map(code -> " (" + Abbreviated.text(code) + ")")
        .orElse("");
  }
}
