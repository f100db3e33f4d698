package io.github.hnswsearch.download;

import io.github.hnswsearch.record.Abbreviated;
import io.github.hnswsearch.record.BadInputException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Hugging Face hub, or the mirror of it that {@code HF_ENDPOINT} names, as in {@code
 * huggingface_hub}. A token in {@code HF_TOKEN} is sent to it and to nobody else.
 */
final class HuggingFace {
  private static final URI HUB = URI.create("https://huggingface.co");
  private static final Pattern QUOTED_SHA256 = Pattern.compile("\"?([0-9a-f]{64})\"?");

  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d+){3}|\\[::1]");

  private final URI endpoint;
  private final @Nullable String token;

  /**
   * @throws BadInputException if {@code HF_ENDPOINT} is no address
   */
  HuggingFace(Map<String, String> environment) throws BadInputException {
    String named = environment.getOrDefault("HF_ENDPOINT", "").strip();
    endpoint = named.isEmpty() ? HUB : endpoint(named);
    String given = environment.getOrDefault("HF_TOKEN", "").strip();
    token = given.isEmpty() ? null : given;
  }

  private static URI endpoint(String named) throws BadInputException {
    try {
      URI uri = new URI(named.replaceFirst("/+$", ""));
      if (uri.getHost() != null
          && ("https".equalsIgnoreCase(uri.getScheme())
              || "http".equalsIgnoreCase(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Falls through to the refusal.
    }
    throw new BadInputException(
        "HF_ENDPOINT",
        "expected an address such as https://huggingface.co, found \""
            + Abbreviated.text(named)
            + "\"",
        "Correct the variable or unset it");
  }

  /** The same file at the mirror, where the address is one of the hub; else the address itself. */
  URI mirrored(URI uri) {
    if (endpoint.equals(HUB) || !isSameHost(uri, HUB)) {
      return uri;
    }
    String rest = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(endpoint + uri.getRawPath() + rest);
  }

  boolean serves(URI uri) {
    return isSameHost(uri, endpoint);
  }

  /** The token for an address; never for another host, nor in clear text over a network. */
  Optional<String> tokenFor(URI uri) {
    return serves(uri) && ("https".equalsIgnoreCase(uri.getScheme()) || isThisMachine(uri))
        ? Optional.ofNullable(token)
        : Optional.empty();
  }

  /**
   * The SHA-256 of a large file: the hub sends it as entity tag of what a redirect leads to, {@code
   * X-Linked-ETag}. Small files have the hash of a git object there, which is passed over.
   */
  Optional<String> publishedSha256(URI uri, HttpHeaders headers) {
    return serves(uri)
        ? headers
            .firstValue("X-Linked-ETag")
            .map(QUOTED_SHA256::matcher)
            .filter(Matcher::matches)
            .map(match -> match.group(1))
        : Optional.empty();
  }

  private static boolean isSameHost(URI one, URI other) {
    return one.getHost().equalsIgnoreCase(other.getHost())
        && one.getScheme().equalsIgnoreCase(other.getScheme())
        && port(one) == port(other);
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0
        ? uri.getPort()
        : uri.getScheme().toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
  }

  private static boolean isThisMachine(URI uri) {
    return LOOPBACK.matcher(uri.getHost()).matches();
  }
}
