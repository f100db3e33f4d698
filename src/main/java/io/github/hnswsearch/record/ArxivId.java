package io.github.hnswsearch.record;

import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identifier of a paper, without version, as arXiv's metadata writes it: {@code 1706.03762}
 * since April 2007, {@code math/0309136} (archive without subject class) before. The new scheme has
 * four digits behind the dot until December 2014 and five from January 2015 (arXiv, "Understanding
 * the arXiv identifier").
 *
 * @param text the canonical form
 */
public record ArxivId(String text) {
  private static final Pattern NEW = Pattern.compile("(\\d{2})(\\d{2})\\.(\\d{4,5})");
  private static final Pattern OLD =
      Pattern.compile(
          "([a-z]+(?:-[a-z]+)?)(?:\\.[A-Za-z]{2}|\\.[a-z]+(?:-[a-z]+)*)?/((\\d{2})(\\d{2})\\d{3})");

  /**
   * The new scheme began in April of 2007; the months before are let pass, they mean nothing else.
   */
  private static final int FIRST_NEW_YEAR = 2007;

  private static final YearMonth FIRST_FIVE_DIGITS = YearMonth.of(2015, 1);
  private static final int FIRST_YEAR = 91;

  /** Reads a bare id without version; empty where it is none. */
  public static Optional<ArxivId> of(String text) {
    Matcher scheme = NEW.matcher(text);
    if (scheme.matches()) {
      int month = Integer.parseInt(scheme.group(2));
      if (month < 1 || month > 12) {
        return Optional.empty();
      }
      YearMonth announced = YearMonth.of(2000 + Integer.parseInt(scheme.group(1)), month);
      int digits = announced.isBefore(FIRST_FIVE_DIGITS) ? 4 : 5;
      boolean valid = announced.getYear() >= FIRST_NEW_YEAR && scheme.group(3).length() == digits;
      return valid ? Optional.of(new ArxivId(text)) : Optional.empty();
    }
    Matcher old = OLD.matcher(text);
    if (old.matches() && ArxivArchives.isArchive(old.group(1))) {
      int year = Integer.parseInt(old.group(3));
      int month = Integer.parseInt(old.group(4));
      boolean valid = (year >= FIRST_YEAR || year <= 7) && month >= 1 && month <= 12;
      return valid ? Optional.of(new ArxivId(old.group(1) + "/" + old.group(2))) : Optional.empty();
    }
    return Optional.empty();
  }

  /** Safe as one segment of a URL path: an old id's slash as an underscore. */
  public String itemId() {
    return text.replace('/', '_');
  }

  public String abstractUrl() {
    return "https://arxiv.org/abs/" + text;
  }

  public String pdfUrl() {
    return "https://arxiv.org/pdf/" + text + ".pdf";
  }

  /** When it was submitted, to the month. */
  public YearMonth month() {
    String digits = text.substring(text.indexOf('/') + 1);
    int year = Integer.parseInt(digits, 0, 2, 10);
    int century = text.indexOf('/') >= 0 && year >= FIRST_YEAR ? 1900 : 2000;
    return YearMonth.of(century + year, Integer.parseInt(digits, 2, 4, 10));
  }
}
