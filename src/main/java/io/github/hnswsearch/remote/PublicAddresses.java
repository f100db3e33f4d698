package io.github.hnswsearch.remote;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses belong to hosts of the public internet: those that the IANA IPv4 and IPv6
 * Special-Purpose Address Registries (RFC 6890) do not set apart. Blocks are refused whole where
 * only a few services in them are reachable globally: none of those serves pictures.
 */
final class PublicAddresses {
  private static final List<AddressBlock> IPV4_SET_APART =
      blocks(
          "0.0.0.0/8", // this network, RFC 791
          "10.0.0.0/8", // private use, RFC 1918
          "100.64.0.0/10", // shared by carriers, RFC 6598
          "127.0.0.0/8", // loopback, RFC 1122
          "168.63.129.16/32", // Azure's host agent: a public number that never leaves the host
          "169.254.0.0/16", // link-local, RFC 3927; the metadata services of clouds
          "172.16.0.0/12", // private use, RFC 1918
          "192.0.0.0/24", // protocol assignments, RFC 6890
          "192.0.2.0/24", // documentation, RFC 5737
          "192.88.99.0/24", // relays of 6to4, RFC 7526
          "192.168.0.0/16", // private use, RFC 1918
          "198.18.0.0/15", // benchmarking, RFC 2544
          "198.51.100.0/24", // documentation, RFC 5737
          "203.0.113.0/24", // documentation, RFC 5737
          "224.0.0.0/4", // multicast, RFC 5771
          "240.0.0.0/4"); // reserved, RFC 1112; limited broadcast, RFC 919

  /**
   * All that has been given out, RFC 4291. Loopback, mapped and compatible IPv4, discard, unique
   * local, link-local, site-local, multicast and segment routing lie outside.
   */
  private static final AddressBlock IPV6_GLOBAL_UNICAST = AddressBlock.of("2000::/3");

  private static final List<AddressBlock> IPV6_SET_APART =
      blocks(
          "2001::/23", // protocol assignments, RFC 2928: Teredo, benchmarking, ORCHID, DETs
          "2001:db8::/32", // documentation, RFC 3849
          "2002::/16", // 6to4, RFC 3056: an IPv4 address in disguise
          "3ffe::/16", // the 6bone, given back by RFC 3701
          "3fff::/20"); // documentation, RFC 9637

  /** How networks without IPv4 spell every host that has nothing else, RFC 6052. */
  private static final AddressBlock NAT64 = AddressBlock.of("64:ff9b::/96");

  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;

  private PublicAddresses() {}

  static boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == IPV4_BYTES ? isPublicIpv4(bytes) : isPublicIpv6(bytes);
  }

  private static boolean isPublicIpv4(byte[] address) {
    return IPV4_SET_APART.stream().noneMatch(block -> block.contains(address));
  }

  private static boolean isPublicIpv6(byte[] address) {
    if (NAT64.contains(address)) {
      return isPublicIpv4(Arrays.copyOfRange(address, IPV6_BYTES - IPV4_BYTES, IPV6_BYTES));
    }
    return IPV6_GLOBAL_UNICAST.contains(address)
        && IPV6_SET_APART.stream().noneMatch(block -> block.contains(address))
        && !isIsatap(address);
  }

  /** An IPv4 address of a site's own network in the interface identifier, RFC 5214. */
  private static boolean isIsatap(byte[] address) {
    return (address[8] & 0xfd) == 0
        && address[9] == 0
        && address[10] == 0x5e
        && address[11] == (byte) 0xfe;
  }

  private static List<AddressBlock> blocks(String... cidrs) {
    return Stream.of(cidrs).map(AddressBlock::of).toList();
  }
}
