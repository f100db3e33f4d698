package io.github.hnswsearch.download;

import io.github.hnswsearch.record.Abbreviated;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy an address is fetched through: the one of the JVM's properties ({@code
 * https.proxyHost}, ...) where there is one, else the one of the environment ({@code HTTPS_PROXY},
 * {@code HTTP_PROXY}, {@code ALL_PROXY}, {@code NO_PROXY}, in either case), which Java does not
 * read by itself.
 */
final class ProxySettings extends ProxySelector {
  /** Java refuses to send a password to a proxy in front of https unless this is empty. */
  private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  private static final int DEFAULT_PORT = 80;

  /**
   * A proxy that a variable names.
   *
   * @param userInfo {@code user:password}, null where it asks for none
   */
  private record Named(String host, int port, @Nullable String userInfo) {}

  /** By the scheme of the address that is fetched. */
  private final Map<String, Named> named = new HashMap<>();

  private final List<String> exceptions;

  /**
   * @throws BadInputException if a variable names no HTTP proxy
   */
  ProxySettings(Map<String, String> environment) throws BadInputException {
    for (String scheme : List.of("http", "https")) {
      for (String variable : List.of(scheme + "_proxy", "all_proxy")) {
        Optional<String> value = variable(environment, variable);
        if (value.isPresent()) {
          named.put(scheme, parse(variable.toUpperCase(Locale.ROOT), value.get()));
          break;
        }
      }
    }
    exceptions =
        Arrays.stream(variable(environment, "no_proxy").orElse("").split("[,\\s]+"))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> entry.toLowerCase(Locale.ROOT))
            .toList();
    if (hasPasswords() && System.getProperty(DISABLED_SCHEMES) == null) {
      // The user has written the password into the environment: it is meant to be sent.
      System.setProperty(DISABLED_SCHEMES, "");
    }
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    String value = environment.get(name);
    return Optional.ofNullable(
            value == null ? environment.get(name.toUpperCase(Locale.ROOT)) : value)
        .filter(text -> !text.isBlank());
  }

  private static Named parse(String variable, String value) throws BadInputException {
    String text = value.strip();
    try {
      URI uri = new URI(text.contains("://") ? text : "http://" + text);
      if ("http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null) {
        return new Named(
            uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(), uri.getRawUserInfo());
      }
    } catch (URISyntaxException e) {
      // Falls through to the refusal, which does not quote the parser: it repeats the password.
    }
    throw new BadInputException(
        variable,
        "expected an HTTP proxy such as http://proxy.example:3128, found \""
            + Abbreviated.text(text.replaceAll("//.*@", "//...@"))
            + "\"",
        "Correct the variable or unset it");
  }

  @Override
  public List<Proxy> select(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    ProxySelector ofTheJvm = ProxySelector.getDefault();
    if (ofTheJvm != null && isSetInTheJvm(scheme)) {
      return ofTheJvm.select(uri);
    }
    Named proxy = named.get(scheme);
    return List.of(
        proxy == null || isException(uri)
            ? Proxy.NO_PROXY
            : new Proxy(
                Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
  }

  private static boolean isSetInTheJvm(String scheme) {
    return System.getProperty(scheme + ".proxyHost") != null
        || Boolean.getBoolean("java.net.useSystemProxies");
  }

  /** As curl reads {@code NO_PROXY}: a host, a domain with all below it, or {@code *}. */
  private boolean isException(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    String withPort = host + ":" + uri.getPort();
    return exceptions.stream()
        .map(entry -> entry.startsWith("*.") ? entry.substring(1) : entry)
        .map(entry -> entry.startsWith(".") ? entry.substring(1) : entry)
        .anyMatch(
            entry ->
                entry.equals("*")
                    || entry.equals(host)
                    || entry.equals(withPort)
                    || host.endsWith("." + entry));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The failure reaches the user through the request that met it.
  }

  /**
   * Answers proxies with the passwords that the environment has for them; empty where it has none.
   */
  Optional<Authenticator> authenticator() {
    return hasPasswords() ? Optional.of(new Passwords()) : Optional.empty();
  }

  private boolean hasPasswords() {
    return named.values().stream().anyMatch(proxy -> proxy.userInfo() != null);
  }

  private final class Passwords extends Authenticator {
    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      if (getRequestorType() != RequestorType.PROXY) {
        return null;
      }
      return named.values().stream()
          .filter(proxy -> proxy.userInfo() != null)
          .filter(proxy -> proxy.host().equalsIgnoreCase(getRequestingHost()))
          .filter(proxy -> proxy.port() == getRequestingPort())
          .findFirst()
          .map(proxy -> authentication(String.valueOf(proxy.userInfo())))
          .orElse(null);
    }
  }

  private static PasswordAuthentication authentication(String userInfo) {
    String[] parts = userInfo.split(":", 2);
    return new PasswordAuthentication(
        decode(parts[0]), decode(parts.length > 1 ? parts[1] : "").toCharArray());
  }

  private static String decode(String part) {
    // A plus sign stands for itself in this part of an address.
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
