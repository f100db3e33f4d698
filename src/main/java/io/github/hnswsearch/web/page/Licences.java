package io.github.hnswsearch.web.page;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Short names of licences that data sets give as addresses. */
final class Licences {
  private static final Pattern CREATIVE_COMMONS =
      Pattern.compile(
          "https?://(?:www\\.)?creativecommons\\.org/(?<kind>licenses|publicdomain)/"
              + "(?<code>[a-z-]{1,20})(?:/(?<version>\\d\\.\\d)(?:/[a-z]{2,3})?)?/?(?:legalcode|deed)?(?:\\.[a-z]{2})?");
  private static final Pattern ARXIV =
      Pattern.compile(
          "https?://(?:www\\.)?arxiv\\.org/licenses/nonexclusive-distrib/(?<version>\\d\\.\\d)/?");

  private Licences() {}

  /**
   * A licence and its text.
   *
   * @param licence its name, or the address of its text; null where it is not known
   */
  static @Nullable Link link(@Nullable String licence) {
    if (licence == null) {
      return null;
    }
    String name = named(licence);
    return Links.web(licence)
        .map(address -> Link.to(name.equals(licence) ? "Licence" : name, address))
        .orElseGet(() -> Link.to(name, null));
  }

  /** The name that a licence goes by; any other text as it is. */
  static String named(String licence) {
    Matcher commons = CREATIVE_COMMONS.matcher(licence.strip());
    if (commons.matches()) {
      String code = commons.group("code");
      String version = commons.group("version") == null ? "" : " " + commons.group("version");
      if (commons.group("kind").equals("licenses")) {
        return "CC " + code.toUpperCase(Locale.ROOT) + version;
      }
      return switch (code) {
        case "zero" -> "CC0" + version;
        case "mark" -> "Public Domain Mark" + version;
        default -> licence;
      };
    }
    Matcher arxiv = ARXIV.matcher(licence.strip());
    return arxiv.matches() ? "arXiv non-exclusive " + arxiv.group("version") : licence;
  }
}
