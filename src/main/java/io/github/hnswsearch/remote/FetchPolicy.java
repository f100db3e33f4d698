package io.github.hnswsearch.remote;

import java.net.InetAddress;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Where fetches may go. Anything but {@link #PUBLIC_WEB} is for tests, whose servers run on
 * loopback.
 *
 * @param resolver asked once for each host of a fetch
 * @param addresses those that may be connected to; all that a host has must be among them
 * @param ports those that may be connected to
 */
public record FetchPolicy(
    HostResolver resolver, Predicate<InetAddress> addresses, IntPredicate ports) {

  /** Public addresses of other machines, ports 80 and 443. */
  public static final FetchPolicy PUBLIC_WEB =
      new FetchPolicy(
          HostResolver.SYSTEM,
          address -> PublicAddresses.contains(address) && !ThisMachine.has(address),
          port -> port == WebAddress.HTTP_PORT || port == WebAddress.HTTPS_PORT);
}
