package io.github.hnswsearch.web;

import io.github.hnswsearch.search.InvalidRequestException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who may use a server.
 *
 * @param keys one of which must be shown; {@link ApiKeys#NONE} asks for none
 * @param open whether other machines may use it without a key
 * @param hostNames that it answers to besides those of loopback; asked of a server that listens on
 *     loopback, and of any other where there are some
 * @param origins of sites whose pages may ask and read, such as {@code https://example.org}
 */
public record Access(ApiKeys keys, boolean open, Set<String> hostNames, Set<String> origins) {
  /** This machine alone, without a key. */
  public static final Access LOCAL = new Access(ApiKeys.NONE, false, Set.of(), Set.of());

  private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9._-]+|\\[[0-9a-f:.]+\\]");
  private static final Pattern ORIGIN =
      Pattern.compile("https?://([a-z0-9._-]+|\\[[0-9a-f:.]+\\])(:\\d{1,5})?");

  /**
   * @throws InvalidRequestException if a name or an origin is not one
   */
  public Access {
    hostNames = matching(hostNames, HOST_NAME, "--allowed-host", "a name without a port");
    origins =
        matching(
            origins,
            ORIGIN,
            "--cors-origin",
            "a whole origin such as https://example.org (every origin, *, would open this server to"
                + " any page that a browser here visits)");
  }

  /**
   * Refuses to let other machines in without a key, unless that is meant.
   *
   * @throws InvalidRequestException if the address is not loopback, there is no key, and the server
   *     is not meant to be open
   */
  public void requireGuarded(String host) {
    if (keys.isEmpty() && !open && !isLoopback(host)) {
      throw new InvalidRequestException(
          ("--host %s: expected an API key, as other machines reach this address, found none. Name a"
                  + " file of keys with --api-key-file, or say --public if everybody may search.")
              .formatted(host));
    }
  }

  /** Whether the Host header of requests to an address is checked. */
  boolean checksNames(String host) {
    return isLoopback(host) || !hostNames.isEmpty();
  }

  /** True where only this machine reaches the address, or nobody, as it is none. */
  private static boolean isLoopback(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      return true;
    }
  }

  private static Set<String> matching(
      Set<String> values, Pattern pattern, String option, String expected) {
    TreeSet<String> lower =
        values.stream()
            .map(value -> value.toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    for (String value : lower) {
      if (!pattern.matcher(value).matches()) {
        throw new InvalidRequestException(
            "%s: expected %s, found \"%s\".".formatted(option, expected, value));
      }
    }
    return Set.copyOf(lower);
  }
}
