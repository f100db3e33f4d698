package io.github.hnswsearch.citation;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where an article was published. A part that is not known is empty.
 *
 * @param name of the journal
 * @param volume with the letter of its series, where that is written to it
 * @param issue within the volume
 * @param firstPage or the number of the article
 * @param year four digits
 */
record JournalReference(
    String name, String volume, String issue, String firstPage, String lastPage, String year) {
  /** No reference to one article is longer; bounds what matching may cost. */
  private static final int LONGEST = 300;

  private static final String NAME =
      "(?!(?i:to appear|to be|accepted|submitted|published|in)\\b)(?<name>\\p{L}[^\\d;]*?)";
  private static final String VOLUME =
      "[\\s,]*(?:\\b(?i:vol(?:ume)?)\\b\\.?\\s*)?(?<volume>[A-Z]?\\d{1,5})";
  private static final String ISSUE =
      "(?:[\\s,]*(?:\\(|(?i:no\\.?|issue)\\s*)(?<issue>\\d{1,4}(?:[-–/]\\d{1,4})?)\\)?)?";
  private static final String PAGE = "[A-Za-z]{0,3}\\d{1,7}[A-Za-z]?";
  private static final String PAGES =
      "[\\s,:]+(?:(?i:pp?|pages|art(?:icle)?)\\.?\\s*)?(?<first>%s)(?:\\s*[-–—]{1,2}\\s*(?<last>%s))?"
          .formatted(PAGE, PAGE);
  private static final String YEAR = "[\\s,]*\\((?<year>(?:1[89]|20)\\d\\d)\\)";
  private static final String LAST_YEAR = "[\\s,(]+(?<year>(?:1[89]|20)\\d\\d)\\)?";

  /** {@code Phys. Lett. B716 (2012) 1-29}. */
  private static final Pattern YEAR_AND_PAGES =
      Pattern.compile(NAME + VOLUME + YEAR + ISSUE + PAGES + "\\.?");

  /** {@code J. Stat. Phys. 15(3) (1976) 33}. */
  private static final Pattern ISSUE_YEAR_AND_PAGES =
      Pattern.compile(NAME + VOLUME + ISSUE + YEAR + PAGES + "\\.?");

  /** {@code Phys. Rev. Lett. 116, 061102 (2016)}, {@code Nature 521(7553):436-444, 2015}. */
  private static final Pattern PAGES_AND_YEAR =
      Pattern.compile(NAME + VOLUME + ISSUE + PAGES + LAST_YEAR + "\\.?");

  /** A journal of which nothing else is known. */
  static JournalReference named(String name) {
    return new JournalReference(name, "", "", "", "", "");
  }

  /** Takes one line of text apart; empty where it has not one of the usual forms. */
  static Optional<JournalReference> of(String line) {
    if (line.length() > LONGEST) {
      return Optional.empty();
    }
    return Stream.of(YEAR_AND_PAGES, ISSUE_YEAR_AND_PAGES, PAGES_AND_YEAR)
        .map(form -> form.matcher(line))
        .filter(Matcher::matches)
        .map(JournalReference::read)
        .findFirst();
  }

  private static JournalReference read(Matcher parts) {
    return new JournalReference(
        parts.group("name").strip(),
        parts.group("volume"),
        Objects.requireNonNullElse(parts.group("issue"), ""),
        parts.group("first"),
        Objects.requireNonNullElse(parts.group("last"), ""),
        parts.group("year"));
  }
}
