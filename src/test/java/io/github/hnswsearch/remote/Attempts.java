package io.github.hnswsearch.remote;

import java.util.List;
import java.util.stream.Stream;

/**
 * Addresses that try to make a server fetch what only it can reach. {@code PORT} stands for one
 * that a canary listens on.
 */
final class Attempts {
  private static final List<String> IPV4 =
      List.of(
          "127.0.0.1",
          "127.0.0.2",
          "127.1.2.3",
          "127.255.255.255",
          "0.0.0.0",
          "0.1.2.3",
          "10.0.0.1",
          "10.255.255.255",
          "100.64.0.1",
          "100.100.100.200",
          "100.127.255.255",
          "168.63.129.16",
          "169.254.0.1",
          "169.254.169.254",
          "169.254.170.2",
          "172.16.0.1",
          "172.31.255.255",
          "192.0.0.1",
          "192.0.0.192",
          "192.0.2.1",
          "192.88.99.1",
          "192.168.0.1",
          "192.168.1.254",
          "198.18.0.1",
          "198.19.255.255",
          "198.51.100.1",
          "203.0.113.1",
          "224.0.0.1",
          "239.255.255.250",
          "240.0.0.1",
          "255.255.255.255");

  private static final List<String> IPV6 =
      List.of(
          // Loopback and unspecified, in several spellings.
          "::1",
          "::",
          "0:0:0:0:0:0:0:1",
          "0000:0000:0000:0000:0000:0000:0000:0001",
          "0::1",
          "::0.0.0.1",
          // IPv4 in disguise: mapped, translated, compatible.
          "::ffff:127.0.0.1",
          "::ffff:7f00:1",
          "::FFFF:127.0.0.1",
          "0:0:0:0:0:ffff:7f00:1",
          "::ffff:10.0.0.1",
          "::ffff:169.254.169.254",
          "::ffff:a9fe:a9fe",
          "::ffff:192.168.0.1",
          "::ffff:0:127.0.0.1",
          "::ffff:0:7f00:1",
          "::127.0.0.1",
          "::7f00:1",
          "::a9fe:a9fe",
          // NAT64, 6to4, Teredo, ISATAP.
          "64:ff9b::127.0.0.1",
          "64:ff9b::7f00:1",
          "64:ff9b::10.0.0.1",
          "64:ff9b::a9fe:a9fe",
          "64:ff9b:1::127.0.0.1",
          "64:ff9b:1::8.8.8.8",
          "2002:7f00:1::",
          "2002:a00:1::1",
          "2002:c0a8:101::1",
          "2002:a9fe:a9fe::",
          "2001::1",
          "2001:0:7f00:1::",
          "2001:0:102:304:0:fbff:80ff:fffe",
          "2a00:1:2:3:0:5efe:7f00:1",
          "2a00:1:2:3:200:5efe:a00:1",
          // Unique local, link-local, site-local, multicast, discard, benchmarking and the rest.
          "fc00::1",
          "fd00::1",
          "fd00:ec2::254",
          "fe80::1",
          "fe80::a9fe:a9fe",
          "febf::1",
          "fec0::1",
          "feff::1",
          "ff01::1",
          "ff02::1",
          "ff05::2",
          "ff0e::1",
          "100::1",
          "100:0:0:1::1",
          "2001:2::1",
          "2001:10::1",
          "2001:20::1",
          "2001:30::1",
          "2001:db8::1",
          "3fff::1",
          "3ffe::1",
          "5f00::1",
          "4000::1",
          "8000::1");

  private static final List<String> ODD_HOSTS =
      List.of(
          // One number, hexadecimal, octal, fewer parts, leading zeros, too much.
          "2130706433",
          "0x7f000001",
          "0X7F000001",
          "017700000001",
          "0x7f.0.0.1",
          "0x7f.0x0.0x0.0x1",
          "0177.0.0.1",
          "0177.0.0.01",
          "0177.00.00.01",
          "127.1",
          "127.0.1",
          "127.0x1",
          "127.0.0.01",
          "127.0.0.0x1",
          "127.000.000.001",
          "00000177.0.0.1",
          "0x7F.1",
          "4294967297",
          "127.0.0.257",
          "383.0.0.1",
          "0",
          "0.0",
          "0x0",
          "127.0.0.1.0",
          "127.0.0.-1",
          "017700000001.1",
          // Dots and dashes at odd places.
          "127.0.0.1.",
          "127.0.0.1..",
          "127..0.0.1",
          ".127.0.0.1",
          "localhost.",
          "localhost..",
          "-127.0.0.1",
          "pictures.example.",
          "pictures..example",
          "-pictures.example",
          // Names of this network.
          "localhost",
          "LOCALHOST",
          "LocalHost",
          "metadata",
          "intranet",
          "ip6-localhost",
          // Digits, letters and dots of other scripts.
          "127.0.0.\uff11",
          "\uff11\uff12\uff17.0.0.1",
          "\u2460\u2461\u2466.\u24ea.\u24ea.\u2460",
          "127\u30020\u30020\u30021",
          "127\uff0e0\uff0e0\uff0e1",
          "127\uff610\uff610\uff611",
          "127\u20240\u20240\u20241",
          "\u0661\u0662\u0667.0.0.1",
          "\u24dbocalhost",
          "loc\u00adalhost",
          "local\u200bhost",
          "\uff4cocalhost",
          "localho\u017ft",
          // Percent signs.
          "loc%61lhost",
          "%6c%6f%63%61%6c%68%6f%73%74",
          "%31%32%37.0.0.1",
          "127%2e0%2e0%2e1",
          "127.0.0.1%00",
          "127.0.0.1%2f",
          "127.0.0.1%20",
          "127.0.0.1%0d%0a",
          "127.0.0.1%23",
          // Zones, half and wrong brackets.
          "[::1%25lo]",
          "[::1%lo]",
          "[::1%1]",
          "[fe80::1%25eth0]",
          "[fe80::1%eth0]",
          "[::1",
          "::1",
          "[::\uff11]",
          "[127.0.0.1]",
          "[localhost]",
          "[::1].example",
          "[]",
          "[::ffff:0x7f.1]",
          "[0x0::1]",
          "[v1.127.0.0.1]");

  private static final List<String> CONFUSIONS =
      List.of(
          "http://pictures.example@127.0.0.1:PORT/",
          "http://pictures.example:80@127.0.0.1:PORT/",
          "http://127.0.0.1:PORT@pictures.example/",
          "http://127.0.0.1@pictures.example/",
          "http://user:password@pictures.example/",
          "http://user@pictures.example/",
          "http://@pictures.example/",
          "http://:@pictures.example/",
          "http://a@b@127.0.0.1:PORT/",
          "http://pictures.example%40127.0.0.1:PORT/",
          "http://pictures.example\\@127.0.0.1:PORT/",
          "http://127.0.0.1:PORT\\@pictures.example/",
          "http://127.0.0.1:PORT\\.pictures.example/",
          "http:\\\\127.0.0.1:PORT\\",
          "http:/\\127.0.0.1:PORT/",
          "http:/127.0.0.1:PORT/",
          "http:127.0.0.1:PORT/",
          "http:///127.0.0.1:PORT/",
          "http:////127.0.0.1:PORT/",
          "http://127.0.0.1:PORT?@pictures.example/",
          "http://127.0.0.1:PORT#@pictures.example/",
          "http://127.0.0.1:PORT/@pictures.example/",
          "http://127.0.0.1:PORT;pictures.example/",
          "http://127.0.0.1:PORT,pictures.example/",
          "http://pictures.example,127.0.0.1:PORT/",
          "http://pictures.example;127.0.0.1:PORT/",
          "http://127.0.0.1 pictures.example:PORT/",
          "http://pictures.example 127.0.0.1:PORT/",
          "http://pictures.example:80:PORT/",
          "http://pictures.example:PORT:80/",
          "http://pictures.example:+80/",
          "http://pictures.example:8 0/",
          "http://pictures.example:-1/",
          "http://pictures.example:99999999999/",
          "http://pictures.example:\uff18\uff10/",
          "http://*.example/",
          "http://pictures_.example/",
          "http://{pictures}.example/",
          "http://$HOST/",
          "http://<127.0.0.1:PORT>/");

  private static final List<String> SCHEMES =
      List.of(
          "file:///etc/passwd",
          "file:/etc/passwd",
          "file://localhost/etc/passwd",
          "file://127.0.0.1:PORT/etc/passwd",
          "ftp://127.0.0.1:PORT/",
          "ftps://127.0.0.1:PORT/",
          "sftp://127.0.0.1:PORT/",
          "tftp://127.0.0.1:PORT/a",
          "gopher://127.0.0.1:PORT/_GET%20/",
          "dict://127.0.0.1:PORT/info",
          "ldap://127.0.0.1:PORT/",
          "ldaps://127.0.0.1:PORT/",
          "rmi://127.0.0.1:PORT/a",
          "jar:http://127.0.0.1:PORT/a.jar!/a.png",
          "jar:file:///etc/passwd!/",
          "netdoc:///etc/passwd",
          "mailto:a@127.0.0.1",
          "data:image/png;base64,iVBORw0KGgo=",
          "javascript:alert(1)",
          "about:blank",
          "blob:http://127.0.0.1:PORT/a",
          "view-source:http://127.0.0.1:PORT/",
          "feed:http://127.0.0.1:PORT/",
          "ws://127.0.0.1:PORT/",
          "wss://127.0.0.1:PORT/",
          "unix:///var/run/docker.sock",
          "http+unix://%2Fvar%2Frun%2Fdocker.sock/",
          "httpx://127.0.0.1:PORT/",
          "http\u017f://127.0.0.1:PORT/",
          "s3://pictures/a.png",
          "classpath:/a.png",
          "h\ttp://127.0.0.1:PORT/",
          "ht tp://127.0.0.1:PORT/",
          "1http://127.0.0.1:PORT/");

  /** Relative or nothing at all; a redirect to these would lead to the same host. */
  private static final List<String> NO_ADDRESSES =
      List.of(
          "",
          " ",
          "null",
          "picture.png",
          "/etc/passwd",
          "../../etc/passwd",
          "//127.0.0.1:PORT/",
          "\\\\127.0.0.1\\share\\a.png",
          "127.0.0.1:PORT",
          "127.0.0.1",
          "localhost:PORT",
          "://",
          "http",
          "http:",
          "http:/",
          "http://",
          "https://",
          "http://:PORT/",
          "http://#",
          "http://?",
          "http://pictures.example/\r\nHost: 127.0.0.1",
          "http://pictures.example/\0",
          "http://pictures.example\r\n/",
          "http://pictures.example/a b");

  private static final List<String> PORTS =
      List.of(
          "PORT", "0", "1", "7", "21", "22", "23", "25", "53", "69", "81", "110", "111", "135",
          "139", "143", "389", "445", "465", "587", "631", "993", "1433", "2049", "2375", "2376",
          "3306", "3389", "5432", "5900", "5984", "6379", "6443", "8000", "8080", "8443", "9000",
          "9200", "10250", "11211", "27017", "65535", "65536", "65616", "131152");

  private Attempts() {}

  /** Literal addresses of every kind that is not public. */
  static Stream<String> literals() {
    return Stream.concat(IPV4.stream(), IPV6.stream().map(address -> "[" + address + "]"));
  }

  /** Without brackets. */
  static Stream<String> addresses() {
    return Stream.concat(IPV4.stream(), IPV6.stream());
  }

  /** What is refused wherever it stands: as an address, or as where a redirect leads. */
  static Stream<String> absolute() {
    return Stream.of(
            literals()
                .flatMap(host -> Stream.of("http://" + host + ":PORT/", "https://" + host + "/")),
            ODD_HOSTS.stream().map(host -> "http://" + host + ":PORT/picture.png"),
            CONFUSIONS.stream(),
            SCHEMES.stream())
        .flatMap(group -> group);
  }

  static Stream<String> noAddresses() {
    return NO_ADDRESSES.stream();
  }

  static Stream<String> ports() {
    return PORTS.stream();
  }
}
