package io.github.hnswsearch.web.page;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes filters the way users type them: {@code category:cs.LG}, {@code year:2015..2020}. */
final class FilterText {
  /** Values that need no quotes; a range's two dots are not among them. */
  private static final Pattern BARE = Pattern.compile("[\\p{L}\\p{N}_]+([./-][\\p{L}\\p{N}_]+)*");

  private static final Pattern YEARS =
      Pattern.compile("year:(?<from>\\d{1,4})?(?<dots>\\.\\.)?(?<to>\\d{1,4})?");

  private FilterText() {}

  /** A filter for one value. */
  static String equal(String field, String value) {
    return field + ":" + (BARE.matcher(value).matches() ? value : quoted(value));
  }

  /** A filter for values from one to another, either of which may be blank. */
  static String between(String field, String from, String to) {
    return field + ":" + (from.equals(to) ? from : from + ".." + to);
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Years from one to another, blank where open. */
  record Years(String from, String to) {
    static final Years ANY = new Years("", "");

    /** The years of a filter on nothing but years. */
    static Optional<Years> parse(String filter) {
      Matcher matcher = YEARS.matcher(filter);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      String from = Optional.ofNullable(matcher.group("from")).orElse("");
      String to = Optional.ofNullable(matcher.group("to")).orElse("");
      boolean range = matcher.group("dots") != null;
      if (from.isEmpty() && (!range || to.isEmpty())) {
        return Optional.empty();
      }
      return Optional.of(range ? new Years(from, to) : new Years(from, from));
    }
  }
}
