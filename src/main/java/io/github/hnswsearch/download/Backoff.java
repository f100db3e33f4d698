package io.github.hnswsearch.download;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next attempt: twice as long each time, half of it at random so that
 * many clients do not come back at once, or as long as the server asks.
 *
 * @param attempts how many attempts in a row may fail without a byte of progress, 1 or more
 * @param first wait after the first failure
 * @param longest bound of a wait of its own choice
 * @param longestAsked bound of a wait that a server asks for; beyond it the user is told instead
 */
record Backoff(int attempts, Duration first, Duration longest, Duration longestAsked) {
  static final Backoff DEFAULT =
      new Backoff(5, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(2));

  private static final int MAX_DOUBLINGS = 20;

  /**
   * @param failures how many attempts have failed in a row, 1 or more
   */
  Duration delay(int failures) {
    long doubled = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
    long full = Math.min(doubled, longest.toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(full / 2, full + 1));
  }

  /**
   * What a Retry-After header asks for, as seconds or as a date (RFC 9110, 10.2.3); empty where it
   * is neither.
   */
  static Optional<Duration> retryAfter(String header, Instant now) {
    String value = header.strip();
    try {
      if (value.chars().allMatch(Character::isDigit)) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
      }
      Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
    } catch (NumberFormatException | DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
