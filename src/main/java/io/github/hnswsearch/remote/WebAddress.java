package io.github.hnswsearch.remote;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An http or https address that can be read in one way only. Parsers differ over anything else
 * (backslashes, user names, numbers that stand for addresses, dots of other scripts), and what one
 * checks, another may connect to: such spellings are refused, not interpreted.
 *
 * @param uri complete and in ASCII, without user name and fragment
 * @param host a name of two or more labels, or an address, as {@link URI#getHost} writes it; in
 *     lower case
 * @param port as it is written, or that of the scheme
 */
record WebAddress(URI uri, String host, int port) {
  static final int HTTP_PORT = 80;
  static final int HTTPS_PORT = 443;

  private static final int MAX_CHARACTERS = 4096;
  private static final int MAX_PORT = 65_535;

  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

  /**
   * Two labels or more, RFC 1123: a name without a dot would be one of this network. A last label
   * that starts with a digit makes it a number to some, as the WHATWG's URL standard has it.
   */
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,253}$)(?:" + LABEL + "\\.)+(?![0-9])" + LABEL);

  /** Four decimal numbers without leading zeros, which to some mean octal. */
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

  /** Without a zone, which is one of this machine. */
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");

  /**
   * Reads an address.
   *
   * @throws FetchFailure if it is none of the web, or spelled oddly
   */
  static WebAddress parse(String text) throws FetchFailure {
    if (text.length() > MAX_CHARACTERS) {
      throw refused("its address is longer than " + MAX_CHARACTERS + " characters");
    }
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new FetchFailure(FetchOutcome.REFUSED, "its address cannot be read", e);
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw refused("its address is none of the web: expected http or https");
    }
    String authority = String.valueOf(uri.getRawAuthority());
    if (uri.getRawUserInfo() != null || authority.contains("@")) {
      throw refused("its address has a user name in it");
    }
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !isPlain(host)) {
      throw refused(
          "the host of its address is spelled in a way that can be read as more than one");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    if (port > MAX_PORT) {
      throw refused("its address has a port that does not exist");
    }
    return new WebAddress(canonical(scheme, authority, uri), host, port);
  }

  private static boolean isPlain(String host) {
    return NAME.matcher(host).matches()
        || IPV4.matcher(host).matches()
        || IPV6.matcher(host).matches();
  }

  private static URI canonical(String scheme, String authority, URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String text = scheme + "://" + authority.toLowerCase(Locale.ROOT) + path + query;
    return URI.create(URI.create(text).toASCIIString());
  }

  /**
   * Where a redirect leads.
   *
   * @param location absolute, or relative to this address
   * @throws FetchFailure if that is no address of the web, is spelled oddly, or gives up TLS
   */
  WebAddress follow(String location) throws FetchFailure {
    WebAddress target;
    try {
      target = parse(uri.resolve(location.strip()).toString());
    } catch (IllegalArgumentException e) {
      throw new FetchFailure(
          FetchOutcome.REFUSED, "its server redirects to an address that cannot be read", e);
    }
    if (isSecure() && !target.isSecure()) {
      throw refused("its server redirects from https to http");
    }
    return target;
  }

  boolean isSecure() {
    return uri.getScheme().equals("https");
  }

  private static FetchFailure refused(String message) {
    return new FetchFailure(FetchOutcome.REFUSED, message);
  }
}
