package io.github.hnswsearch.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose picture an item is, as licences ask to say. Metadata is anybody's text: what is meant to be
 * followed is passed on only where it is a complete address of http or https.
 *
 * @param author as the metadata names them; several are joined by commas
 * @param authorUrl their page
 * @param license its name, or the address of its text
 * @param source the page that the picture is from, which the field {@code source_page} or {@code
 *     source} names; else the picture's own address
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Attribution(
    @Nullable String author,
    @JsonProperty("author_url") @Nullable String authorUrl,
    @Nullable String license,
    @Nullable String source) {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  /** Browsers skip some of these before a scheme and inside it; people see none of them. */
  private static final Pattern SKIPPED = Pattern.compile("[\\s\\p{Z}\\p{C}]+");

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

  /** What is known of the item's origin; all parts may be missing. */
  public static Attribution of(Document item) {
    String page = webAddress(text(item, "source_page"));
    if (page == null) {
      page = webAddress(text(item, "source"));
    }
    return new Attribution(
        text(item, "author"),
        webAddress(text(item, "author_page")),
        nameOrWebAddress(text(item, "license")),
        page == null ? webAddress(item.url()) : page);
  }

  private static @Nullable String text(Document item, String field) {
    String text =
        switch (item.fields().get(field)) {
          case null -> "";
          case List<?> values -> String.join(", ", values.stream().map(String::valueOf).toList());
          case Object value -> value.toString();
        };
    return text.isBlank() ? null : text.strip();
  }

  private static @Nullable String nameOrWebAddress(@Nullable String text) {
    boolean address =
        text != null && SCHEME.matcher(SKIPPED.matcher(text).replaceAll("")).matches();
    return address ? webAddress(text) : text;
  }

  private static @Nullable String webAddress(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      URI uri = new URI(text.strip());
      boolean web =
          uri.getScheme() != null
              && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null;
      return web ? uri.toASCIIString() : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
