package io.github.hnswsearch.record;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The archives of arXiv, those that were closed or renamed included (arXiv category taxonomy). */
public final class ArxivArchives {
  private static final Set<String> ARCHIVES =
      Set.of(
          "acc-phys",
          "adap-org",
          "alg-geom",
          "ao-sci",
          "astro-ph",
          "atom-ph",
          "bayes-an",
          "chao-dyn",
          "chem-ph",
          "cmp-lg",
          "comp-gas",
          "cond-mat",
          "cs",
          "dg-ga",
          "econ",
          "eess",
          "funct-an",
          "gr-qc",
          "hep-ex",
          "hep-lat",
          "hep-ph",
          "hep-th",
          "math",
          "math-ph",
          "mtrl-th",
          "nlin",
          "nucl-ex",
          "nucl-th",
          "patt-sol",
          "physics",
          "plasm-ph",
          "q-alg",
          "q-bio",
          "q-fin",
          "quant-ph",
          "solv-int",
          "stat",
          "supr-con");

  /** {@code cs.LG}, {@code physics.flu-dyn}, {@code hep-th}; possessive, to need no stack. */
  private static final Pattern CATEGORY =
      Pattern.compile("([a-z]+(?:-[a-z]+)?)(?:\\.(?:[A-Z]{2}|[a-z]+(?:-[a-z]+)++|optics|other))?");

  private ArxivArchives() {}

  static boolean isArchive(String name) {
    return ARCHIVES.contains(name);
  }

  static boolean anyStartsWith(String text) {
    return ARCHIVES.stream().anyMatch(archive -> archive.startsWith(text));
  }

  /** Whether a token of a record's categories is one, and not a class of MSC or ACM. */
  public static boolean isCategory(String token) {
    Matcher matcher = CATEGORY.matcher(token);
    return matcher.matches() && isArchive(matcher.group(1));
  }
}
