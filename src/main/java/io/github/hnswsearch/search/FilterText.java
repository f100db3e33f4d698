package io.github.hnswsearch.search;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes filters the way users type them: {@code category:cs.LG}, {@code year:2015..2020}. */
public final class FilterText {
  /** Values that need no quotes; a range's two dots are not among them. */
  private static final Pattern BARE = Pattern.compile("[\\p{L}\\p{N}_]+([./-][\\p{L}\\p{N}_]+)*");

  private static final Pattern YEARS =
      Pattern.compile("year:(?:(?<only>\\d{1,4})|(?<from>\\d{1,4})?\\.\\.(?<to>\\d{1,4})?)");

  private FilterText() {}

  /** A filter for one value. */
  public static String equal(String field, String value) {
    return field + ":" + (BARE.matcher(value).matches() ? value : quoted(value));
  }

  /** A filter for values from one to another, either of which may be blank. */
  public static String between(String field, String from, String to) {
    return field + ":" + (from.equals(to) ? from : from + ".." + to);
  }

  /** A value in quotes. */
  static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Years from one to another, blank where open. */
  public record Years(String from, String to) {
    public static final Years ANY = new Years("", "");

    /** The years of a filter on nothing but years. */
    public static Optional<Years> parse(String filter) {
      Matcher matcher = YEARS.matcher(filter);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      String only = matcher.group("only");
      Years years =
          only == null
              ? new Years(orBlank(matcher.group("from")), orBlank(matcher.group("to")))
              : new Years(only, only);
      return years.equals(ANY) ? Optional.empty() : Optional.of(years);
    }

    private static String orBlank(@Nullable String digits) {
      return digits == null ? "" : digits;
    }
  }
}
