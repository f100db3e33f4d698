package io.github.hnswsearch.web.page;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Licences as people call them: metadata often has the address of their text alone. */
final class LicenseName {
  /** The licences of Creative Commons, with the version where there is one. */
  private static final Pattern CREATIVE_COMMONS =
      Pattern.compile(
          "(?:www\\.)?creativecommons\\.org/(?<kind>licenses|publicdomain)/(?<code>[a-z-]{1,20})"
              + "(?:/(?<version>\\d\\.\\d))?(?:/.*)?");

  private LicenseName() {}

  /**
   * A licence and its text.
   *
   * @param license its name, or the address of its text; null where it is not known
   */
  static @Nullable Link link(@Nullable String license) {
    if (license == null) {
      return null;
    }
    Optional<String> address = Links.web(license);
    return address.isEmpty()
        ? Link.to(license, null)
        : Link.to(name(URI.create(address.get())), address.get());
  }

  private static String name(URI address) {
    Matcher known = CREATIVE_COMMONS.matcher(address.getHost() + address.getPath());
    if (!known.matches()) {
      return "Licence";
    }
    String code = known.group("code");
    String version = known.group("version") == null ? "" : " " + known.group("version");
    if (known.group("kind").equals("licenses")) {
      return "CC " + code.toUpperCase(Locale.ROOT) + version;
    }
    return code.equals("zero") ? "CC0" + version : "Public domain";
  }
}
