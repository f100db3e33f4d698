package io.github.hnswsearch.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses are looked at, never connected to. */
final class PublicAddressesTest {
  @ParameterizedTest
  @MethodSource("io.github.hnswsearch.remote.Attempts#addresses")
  void whatTheRegistriesSetApartIsNotPublic(String address) throws IOException {
    assertThat(PublicAddresses.contains(InetAddress.getByName(address))).isFalse();
  }

  /** Beside the edges of the blocks, so that none is too wide. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0.0",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "168.63.129.15",
        "168.63.129.17",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.0.3.0",
        "192.88.98.255",
        "192.88.100.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.99.255",
        "198.51.101.0",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2001:db7:ffff::1",
        "2001:db9::1",
        "2003::1",
        "2606:4700:4700::1111",
        "2a00:1450:4001::1",
        "2a00:1:2:3:400:5efe:7f00:1",
        "3fff:1000::1",
        "3ffd::1"
      })
  void allOthersArePublic(String address) throws IOException {
    assertThat(PublicAddresses.contains(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void theAddressesOfThisMachineAreItsOwnWhateverTheirNumber() throws IOException {
    assertThat(NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses))
        .isNotEmpty()
        .allMatch(ThisMachine::has)
        .noneMatch(FetchPolicy.PUBLIC_WEB.addresses());
    InetAddress another = InetAddress.getByAddress(new byte[] {8, 8, 8, 8});
    assertThat(ThisMachine.has(another)).isFalse();
    assertThat(FetchPolicy.PUBLIC_WEB.addresses().test(another)).isTrue();
  }

  @Test
  void aBlockIsItsFirstBitsWhereverItIsCut() throws IOException {
    AddressBlock block = AddressBlock.of("10.32.0.0/11");

    assertThat(block.contains(new byte[] {10, 63, -1, -1})).isTrue();
    assertThat(block.contains(new byte[] {10, 64, 0, 0})).isFalse();
    assertThat(block.contains(new byte[] {10, 31, -1, -1})).isFalse();
    assertThat(block.contains(new byte[16])).isFalse();
  }
}
