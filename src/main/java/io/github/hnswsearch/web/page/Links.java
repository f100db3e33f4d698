package io.github.hnswsearch.web.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an item can be read. Metadata is anybody's text: only web addresses become links. */
final class Links {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  /** Identifiers of both styles, with or without version. */
  private static final Pattern ARXIV =
      Pattern.compile(
          "https?://(?:[a-z]+\\.)?arxiv\\.org/(?:abs|pdf|html)/"
              + "(?<id>(?:\\d{4}\\.\\d{4,5}|[a-z-]+(?:\\.[A-Z]{2})?/\\d{7})(?:v\\d+)?)"
              + "(?:\\.pdf)?/?");

  private static final Pattern DOI = Pattern.compile("10\\.\\d{4,9}/\\S+");

  private Links() {}

  /** The thumbnail of an item of a collection of pictures. */
  static String image(String collection, String id) {
    return "/api/collections/%s/documents/%s/image".formatted(segment(collection), segment(id));
  }

  /** The citation of an item, in a format that is to be added. */
  static String cite(String collection, String id) {
    return "/api/collections/%s/documents/%s/cite?format="
        .formatted(segment(collection), segment(id));
  }

  /** A text as one segment of a path. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The address if it is one of the web, complete and well formed. */
  static Optional<String> web(String url) {
    try {
      URI uri = new URI(url.strip());
      boolean web =
          uri.getScheme() != null
              && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
              && uri.getHost() != null;
      return web ? Optional.of(uri.toASCIIString()) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The arXiv identifier in the address of an abstract, a PDF or an HTML page. */
  static Optional<String> arxivId(String url) {
    Matcher matcher = ARXIV.matcher(url.strip());
    return matcher.matches() ? Optional.of(matcher.group("id")) : Optional.empty();
  }

  static String arxivAbstract(String id) {
    return "https://arxiv.org/abs/" + id;
  }

  static String arxivPdf(String id) {
    return "https://arxiv.org/pdf/" + id;
  }

  /** The address that resolves a DOI; where several are given, of the first. */
  static Optional<String> doi(String doi) {
    Matcher matcher = DOI.matcher(doi.strip());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI("https", "doi.org", "/" + matcher.group(), null).toASCIIString());
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
