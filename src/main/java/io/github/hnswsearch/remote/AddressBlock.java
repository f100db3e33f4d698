package io.github.hnswsearch.remote;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Addresses that start with the same bits.
 *
 * @param prefix 4 or 16 bytes
 * @param bits how many of them count
 */
record AddressBlock(byte[] prefix, int bits) {

  /**
   * A block as registries write it.
   *
   * @param cidr a literal address, a slash and a number of bits: {@code 192.0.2.0/24}
   */
  static AddressBlock of(String cidr) {
    int slash = cidr.indexOf('/');
    try {
      byte[] prefix = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
      return new AddressBlock(prefix, Integer.parseInt(cidr, slash + 1, cidr.length(), 10));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no literal address: " + cidr, e);
    }
  }

  /** Whether an address of the same family, 4 or 16 bytes, is one of these. */
  boolean contains(byte[] address) {
    if (address.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
