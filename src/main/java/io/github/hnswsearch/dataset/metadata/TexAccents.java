package io.github.hnswsearch.dataset.metadata;

import static java.util.Map.entry;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TeX's accents and letters in people's names as Unicode: {@code Bal\'azs} is {@code Balázs}. */
final class TexAccents {
  /** Combining marks by accent command. */
  private static final Map<String, String> MARKS =
      Map.ofEntries(
          entry("`", "\u0300"),
          entry("'", "\u0301"),
          entry("^", "\u0302"),
          entry("~", "\u0303"),
          entry("=", "\u0304"),
          entry("u", "\u0306"),
          entry(".", "\u0307"),
          entry("\"", "\u0308"),
          entry("r", "\u030a"),
          entry("H", "\u030b"),
          entry("v", "\u030c"),
          entry("d", "\u0323"),
          entry("c", "\u0327"),
          entry("k", "\u0328"),
          entry("b", "\u0331"));

  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          entry("o", "ø"),
          entry("O", "Ø"),
          entry("l", "ł"),
          entry("L", "Ł"),
          entry("ae", "æ"),
          entry("AE", "Æ"),
          entry("oe", "œ"),
          entry("OE", "Œ"),
          entry("aa", "å"),
          entry("AA", "Å"),
          entry("ss", "ß"),
          entry("dh", "ð"),
          entry("DH", "Ð"),
          entry("dj", "đ"),
          entry("DJ", "Đ"),
          entry("th", "þ"),
          entry("TH", "Þ"),
          entry("i", "ı"),
          entry("j", "ȷ"));

  /**
   * A non-letter command takes the next letter, a letter command needs a space or a brace before
   * it; the letter may be a dotless i or j.
   */
  private static final Pattern ACCENT =
      Pattern.compile(
          "\\\\(?:([`'^~=.\"])\\s*|([urHvdckb])(?:\\s+|(?=[{\\\\])))"
              + "(?:\\{\\s*(\\\\?\\p{L})\\s*\\}|(\\\\[ij])(?:\\{\\}|\\s+|(?!\\p{L}))|(\\p{L}))");

  private static final Pattern LETTER =
      Pattern.compile(
          "\\\\(oe|OE|ae|AE|aa|AA|ss|dh|DH|dj|DJ|th|TH|o|O|l|L|i|j)(?:\\{\\}|\\s+|(?![A-Za-z]))");

  private static final Pattern TEX = Pattern.compile("[\\\\{}~]");

  private TexAccents() {}

  /** Decodes what is known and leaves the rest as it is, without braces and ties. */
  static String decode(String text) {
    if (!TEX.matcher(text).find()) {
      return text;
    }
    String accented = ACCENT.matcher(text).replaceAll(TexAccents::compose);
    String lettered =
        LETTER
            .matcher(accented)
            .replaceAll(
                found -> Matcher.quoteReplacement(LETTERS.getOrDefault(found.group(1), "")));
    return lettered
        .replaceAll("[{}]", "")
        .replaceAll("\\\\\\\\|\\\\ |~", " ")
        .replaceAll("\\\\(?=[&\\P{ASCII}])", "");
  }

  private static String compose(MatchResult found) {
    String command = found.group(1) != null ? found.group(1) : found.group(2);
    String letter = found.group(3);
    if (letter == null) {
      letter = found.group(4) != null ? found.group(4) : found.group(5);
    }
    // An accent replaces the dot, so a dotless letter is its plain one.
    String base = letter.startsWith("\\") ? letter.substring(1) : letter;
    return Matcher.quoteReplacement(
        Normalizer.normalize(base + MARKS.get(command), Normalizer.Form.NFC));
  }
}
