package io.github.hnswsearch.citation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A name taken apart as BibTeX does: {@code Ludwig van Beethoven Jr.} has the family name {@code
 * van Beethoven}. Where nothing tells the parts apart the family name is the whole.
 *
 * @param family with its particles; the whole name of a group
 * @param given empty where there is none
 * @param suffix such as {@code Jr.}, else empty
 * @param group whether it is not a person's: a collaboration, an institute
 */
record PersonName(String family, String given, String suffix, boolean group) {
  /** Words that no person's name has; "and" and "others" would be read as what is between names. */
  private static final Pattern GROUP =
      Pattern.compile(
          "(?iu)\\b(?:collaborations?|consortium|team|group|project|programme|program|initiative"
              + "|community|committee|university|institute|laboratory|society|association"
              + "|foundations?|agency|corporation|inc|ltd|gmbh|on behalf of|for the)\\b"
              + "|(?:^|\\s)and(?:\\s|$)|^others$|^the\\s|,\\s*the$"
              // In capitals and not behind a comma: there is a family Ai, and there are initials.
              + "|(?<=[^\\s,][\\s-])(?-i:AI)$");

  private static final Pattern SUFFIX = Pattern.compile("(?i:jr|sr)\\.?|I{2,3}|IV");

  /** A word in lower case before the last one starts the family name, as in BibTeX. */
  private static final Pattern PARTICLE = Pattern.compile("['’]?\\p{Ll}[\\p{L}'’.-]*");

  /** Particles that are written with a capital as well; as a first word they are given names. */
  private static final Set<String> CAPITAL_PARTICLES =
      Set.of(
          "Da", "De", "Del", "Della", "Den", "Der", "Des", "Di", "Dos", "Du", "La", "Le", "Ter",
          "Van", "Von");

  /**
   * Takes a name apart.
   *
   * @param name one line: {@code Given Family}, or {@code Family, Given}
   */
  static PersonName of(String name) {
    List<String> parts = Arrays.stream(name.split(",", -1)).map(String::strip).toList();
    if (GROUP.matcher(name).find() || parts.size() > 2) {
      // Catalogues put the article last.
      String inOrder = parts.getLast().equals("The") ? "The " + withoutLast(parts) : name;
      return new PersonName(inOrder, "", "", true);
    }
    if (parts.size() == 2 && !SUFFIX.matcher(parts.getLast()).matches()) {
      return parts.getFirst().isEmpty()
          ? new PersonName(parts.getLast(), "", "", false)
          : new PersonName(parts.getFirst(), parts.getLast(), "", false);
    }
    return inOrder(Arrays.asList(String.join(" ", parts).strip().split(" +", -1)));
  }

  private static String withoutLast(List<String> parts) {
    return String.join(", ", parts.subList(0, parts.size() - 1));
  }

  private static PersonName inOrder(List<String> words) {
    int end = words.size();
    String suffix = "";
    if (end > 1 && SUFFIX.matcher(words.getLast()).matches()) {
      end--;
      suffix = words.get(end);
    }
    int family = particles(words.subList(0, end));
    return new PersonName(
        String.join(" ", words.subList(family, end)),
        String.join(" ", words.subList(0, family)),
        suffix,
        false);
  }

  /** Where the family name starts: at its first particle, else with the last word. */
  private static int particles(List<String> words) {
    int last = words.size() - 1;
    for (int i = 0; i < last; i++) {
      if (i > 0 && CAPITAL_PARTICLES.contains(words.get(i))) {
        return i;
      }
      if (PARTICLE.matcher(words.get(i)).matches()) {
        // Somebody who writes no capitals at all has no particles that could be told.
        boolean capitals = !words.stream().allMatch(word -> PARTICLE.matcher(word).matches());
        return capitals ? i : last;
      }
    }
    return last;
  }
}
