package io.github.hnswsearch.citation;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of the entries of one file, such as {@code vaswani2017attention}: family name of the first
 * author, year, first word of the title that says something; ASCII letters, digits and hyphens.
 * What neither names an author nor is on arXiv, a picture above all, is called by its id. Items
 * that would have equal names get {@code a}, {@code b}, ... in the order of the file.
 */
final class CitationKeys {
  private static final Set<String> SAYS_NOTHING =
      Set.of(
          "a", "an", "and", "are", "as", "at", "by", "can", "do", "does", "for", "from", "how",
          "in", "is", "of", "on", "or", "the", "to", "towards", "via", "what", "when", "why",
          "with");

  /** Letters that are not a base letter with a mark. */
  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("ß", "ss"),
          Map.entry("æ", "ae"),
          Map.entry("œ", "oe"),
          Map.entry("ø", "o"),
          Map.entry("ł", "l"),
          Map.entry("đ", "d"),
          Map.entry("ð", "d"),
          Map.entry("þ", "th"),
          Map.entry("ı", "i"));

  private static final Pattern LETTER = Pattern.compile(String.join("|", LETTERS.keySet()));
  private static final Pattern COMMAND = Pattern.compile("\\\\[A-Za-z]+|\\\\.|[{}$]");
  private static final Pattern NO_KEY_CHARACTER = Pattern.compile("[^a-z0-9]+");
  private static final int LONGEST_WORD = 40;

  private final Set<String> used = new HashSet<>();

  /** Endings that a key has been tried with: thousands of items may have equal names. */
  private final Map<String, Integer> tried = new HashMap<>();

  /** The next item's key, unlike all before it. */
  String next(Reference reference) {
    String plain = plain(reference);
    String key = plain;
    while (!used.add(key)) {
      key = plain + letters(tried.merge(plain, 1, Integer::sum) - 1);
    }
    return key;
  }

  private static String plain(Reference reference) {
    String author =
        reference.authors().stream().findFirst().map(name -> word(name.family())).orElse("");
    String title = reference.title().flatMap(CitationKeys::firstWord).orElse("");
    boolean anonymous = reference.authors().isEmpty() && reference.arxiv().isEmpty();
    if (anonymous || (author.isEmpty() && title.isEmpty())) {
      String id = String.join("-", words(reference.id()));
      return id.isEmpty() ? "item" : id.substring(0, Math.min(LONGEST_WORD, id.length()));
    }
    return author + reference.year().orElse("") + title;
  }

  private static Optional<String> firstWord(String title) {
    return words(COMMAND.matcher(title).replaceAll("")).stream()
        .filter(word -> !SAYS_NOTHING.contains(word))
        .findFirst()
        .map(word -> word.substring(0, Math.min(LONGEST_WORD, word.length())));
  }

  private static List<String> words(String text) {
    return Arrays.stream(NO_KEY_CHARACTER.split(ascii(text))).filter(w -> !w.isEmpty()).toList();
  }

  private static String word(String text) {
    String word = NO_KEY_CHARACTER.matcher(ascii(text)).replaceAll("");
    return word.substring(0, Math.min(LONGEST_WORD, word.length()));
  }

  private static String ascii(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String letters = LETTER.matcher(lower).replaceAll(found -> LETTERS.get(found.group()));
    // An apostrophe is part of a word: O'Dee is odee.
    return Normalizer.normalize(letters, Normalizer.Form.NFKD).replaceAll("[\\p{M}'’]", "");
  }

  /** a, b, ..., z, aa, ab, ... */
  private static String letters(int n) {
    String last = String.valueOf((char) ('a' + n % 26));
    return n < 26 ? last : letters(n / 26 - 1) + last;
  }
}
