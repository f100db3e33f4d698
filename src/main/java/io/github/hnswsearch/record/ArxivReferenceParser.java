package io.github.hnswsearch.record;

import io.github.hnswsearch.record.ArxivReference.CutShort;
import io.github.hnswsearch.record.ArxivReference.None;
import io.github.hnswsearch.record.ArxivReference.Repairable;
import io.github.hnswsearch.record.ArxivReference.Whole;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of references to papers on arXiv. */
final class ArxivReferenceParser {
  /** Longer texts are none; bounds what matching may cost. */
  private static final int LONGEST = 2048;

  private static final Pattern URL =
      Pattern.compile(
          "(?i)(?:https?://)?(?:[a-z0-9-]+\\.)*(?:arxiv\\.org|xxx\\.lanl\\.gov)(?::\\d{1,5})?/"
              + "(?<form>abs|pdf|html|ps|format|src|e-print)/(?<rest>[^?#]*?)/?(?:[?#].*)?");
  private static final Pattern BARE = Pattern.compile("(?i)(?<prefix>arxiv:\\s*)?(?<rest>.*)");

  /** An id, perhaps with the number of a version (or a cut one), and what follows it. */
  private static final Pattern ID_AND_REST =
      Pattern.compile(
          "(?<id>\\d{4}\\.\\d+|[a-zA-Z-]+(?:\\.[a-zA-Z-]+)?/\\d+)(?:v\\d*)?(?<suffix>.*)");

  private static final Pattern START_OF_ID =
      Pattern.compile(
          "\\d{0,4}(?:\\.\\d{0,4})?|(?<archive>[a-z-]+)(?:\\.[a-zA-Z-]*)?(?:/\\d{0,6})?");

  private ArxivReferenceParser() {}

  static ArxivReference parse(String text) {
    if (text.length() > LONGEST) {
      return new None();
    }
    Matcher url = URL.matcher(text);
    if (url.matches()) {
      boolean pdf = url.group("form").toLowerCase(Locale.ROOT).equals("pdf");
      return ofUrl(url.group("rest"), pdf);
    }
    Matcher bare = BARE.matcher(text);
    if (bare.matches()) {
      return ofBare(bare.group("rest"), bare.group("prefix") != null);
    }
    return new None();
  }

  private static ArxivReference ofUrl(String rest, boolean pdf) {
    Matcher matcher = ID_AND_REST.matcher(rest);
    if (matcher.matches()) {
      Optional<ArxivId> id = ArxivId.of(matcher.group("id"));
      String suffix = matcher.group("suffix");
      if (id.isPresent() && ".pdf".startsWith(suffix)) {
        boolean whole = suffix.equals(pdf ? ".pdf" : "");
        return whole ? new Whole(id.get()) : new Repairable(id.get());
      }
    }
    return startsAnId(rest) ? new CutShort() : new None();
  }

  private static ArxivReference ofBare(String rest, boolean prefixed) {
    Matcher matcher = ID_AND_REST.matcher(rest);
    if (matcher.matches()) {
      Optional<ArxivId> id = ArxivId.of(matcher.group("id"));
      String suffix = matcher.group("suffix");
      if (id.isPresent() && (suffix.isEmpty() || suffix.equals(".pdf"))) {
        return new Whole(id.get());
      }
    }
    return prefixed && startsAnId(rest) ? new CutShort() : new None();
  }

  private static boolean startsAnId(String rest) {
    Matcher matcher = START_OF_ID.matcher(rest);
    if (!matcher.matches()) {
      return false;
    }
    String archive = matcher.group("archive");
    return archive == null || ArxivArchives.anyStartsWith(archive);
  }
}
