package io.github.hnswsearch.remote;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/**
 * The addresses of this machine's own interfaces. A public one may be shut to others by a firewall,
 * which lets the machine's connections to itself pass.
 */
final class ThisMachine {
  private ThisMachine() {}

  /** Whether a connection would end here; also where that cannot be told. */
  static boolean has(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true;
    }
  }
}
