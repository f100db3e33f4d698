package io.github.hnswsearch.remote;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up the addresses of a host. */
@FunctionalInterface
public interface HostResolver {
  /** That of this machine. */
  HostResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /**
   * All addresses of a host, best first.
   *
   * @param host a name in lower case, in ASCII
   * @throws UnknownHostException if there is none of that name
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
