package io.github.hnswsearch.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that an address says makes a fetch connect to what is not public. */
@Timeout(60)
final class ServerSideRequestForgeryTest {
  private static TestWeb web;
  private static Canary canary;
  private static RemotePictures pictures;

  @BeforeAll
  static void start() throws IOException {
    web = new TestWeb();
    canary = new Canary();
    pictures = new RemotePictures(anyPort(web::resolve), FetchLimits.DEFAULT);
  }

  @AfterAll
  static void stop() {
    pictures.close();
    web.close();
    canary.close();
  }

  /** The default, but for the ports: the canaries listen on others than 80 and 443. */
  private static FetchPolicy anyPort(HostResolver resolver) {
    FetchPolicy strict = web.policy(resolver);
    return new FetchPolicy(resolver, strict.addresses(), port -> true);
  }

  @AfterEach
  void noCanaryHeardAnything() {
    assertThat(canary.connections()).isZero();
  }

  @ParameterizedTest
  @MethodSource("io.github.hnswsearch.remote.Attempts#absolute")
  void anAddressThatIsNotPublicIsRefused(String attempt) {
    assertRefused(pictures, attempt);
  }

  @ParameterizedTest
  @MethodSource("io.github.hnswsearch.remote.Attempts#noAddresses")
  void whatIsNoAddressIsRefused(String attempt) {
    assertRefused(pictures, attempt);
  }

  @ParameterizedTest
  @MethodSource("io.github.hnswsearch.remote.Attempts#absolute")
  void aRedirectThereIsRefused(String attempt) {
    web.on("/picture", TestWeb.redirect(onPort(attempt)));

    FetchFailure failure = failure(pictures, web.url("/picture"));

    assertThat(failure.outcome()).as(failure.getMessage()).isEqualTo(FetchOutcome.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void everyKindOfRedirectIsChecked(int status) {
    web.on(
        "/picture",
        TestWeb.status(status + " Elsewhere", onPort("Location: http://127.0.0.1:PORT/")));

    assertThat(failure(pictures, web.url("/picture")).outcome()).isEqualTo(FetchOutcome.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"//127.0.0.1:PORT/", "//[::1]:PORT/", "///127.0.0.1:PORT/../..//x"})
  void aRedirectWithoutASchemeIsCheckedToo(String location) {
    web.on("/picture", TestWeb.redirect(onPort(location)));

    assertThat(failure(pictures, web.url("/picture")).outcome())
        .isIn(FetchOutcome.REFUSED, FetchOutcome.BAD_ANSWER);
  }

  @Test
  void everyHopOfAWayIsChecked() {
    web.on("/1", TestWeb.redirect("/2"))
        .on("/2", TestWeb.redirect(web.url("/3")))
        .on("/3", TestWeb.redirect(onPort("http://127.0.0.1:PORT/")));

    assertThat(failure(pictures, web.url("/1")).outcome()).isEqualTo(FetchOutcome.REFUSED);
    assertThat(web.requests().getLast()).startsWith("GET /3 ");
  }

  @ParameterizedTest
  @MethodSource("io.github.hnswsearch.remote.Attempts#addresses")
  void aNameThatLeadsThereIsRefused(String address) throws IOException {
    InetAddress found = InetAddress.getByName(address);
    try (RemotePictures names =
        new RemotePictures(anyPort(host -> List.of(found)), FetchLimits.DEFAULT)) {
      assertRefused(names, "http://harmless.example:PORT/");
    }
  }

  /** Whichever the client would try first. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "169.254.169.254", "10.0.0.1"})
  void aNameThatLeadsThereAmongOthersIsRefused(String address) throws IOException {
    InetAddress other = InetAddress.getByName(address);
    for (List<InetAddress> mixed :
        List.of(
            List.of(web.address(), other),
            List.of(other, web.address()),
            List.of(web.address(), web.address(), web.address(), other))) {
      try (RemotePictures names = new RemotePictures(anyPort(host -> mixed), FetchLimits.DEFAULT)) {
        assertRefused(names, "http://mixed.example:PORT/");
      }
    }
  }

  @Test
  void aNameWithoutAddressesIsRefused() {
    try (RemotePictures names =
        new RemotePictures(anyPort(host -> List.of()), FetchLimits.DEFAULT)) {
      assertRefused(names, "http://empty.example:PORT/");
    }
  }

  /** The answer that was checked is the one that is connected to: there is no second look-up. */
  @Test
  void aNameThatIsReboundAfterTheCheckChangesNothing() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    HostResolver rebinding =
        host -> List.of(lookups.getAndIncrement() == 0 ? web.address() : loopback());
    web.on("/picture", TestWeb.file(TestPictures.png()));
    try (RemotePictures names = new RemotePictures(anyPort(rebinding), FetchLimits.DEFAULT)) {
      String url = "http://rebind.example:" + web.port() + "/picture";

      assertThat(names.fetch(url, FetchListener.NONE).get(10, TimeUnit.SECONDS))
          .isEqualTo(TestPictures.png());
      assertThat(lookups).hasValue(1);
      assertRefused(names, url);
    }
  }

  /** A redirect to the same host is a new connection, and so a new look-up and check. */
  @Test
  void aNameThatIsReboundBetweenRedirectsIsRefused() {
    AtomicInteger lookups = new AtomicInteger();
    HostResolver rebinding =
        host -> List.of(lookups.getAndIncrement() == 0 ? web.address() : loopback());
    web.on("/picture", TestWeb.redirect(onPort("http://rebind.example:PORT/")));
    try (RemotePictures names = new RemotePictures(anyPort(rebinding), FetchLimits.DEFAULT)) {
      assertRefused(names, "http://rebind.example:" + web.port() + "/picture");
      assertThat(lookups).hasValue(2);
    }
  }

  /** The canary's address would do here; its port does not. */
  @ParameterizedTest
  @MethodSource("io.github.hnswsearch.remote.Attempts#ports")
  void portsThatAreNotTheWebsAreRefused(String port) {
    FetchPolicy strict =
        new FetchPolicy(
            host -> List.of(web.address()),
            web.policy().addresses(),
            FetchPolicy.PUBLIC_WEB.ports());
    try (RemotePictures names = new RemotePictures(strict, FetchLimits.DEFAULT)) {
      assertRefused(names, "http://pictures.example:" + port + "/");
      assertRefused(names, "https://pictures.example:" + port + "/");
    }
  }

  /** The default itself, looked up by this machine: nothing here is a name that leads elsewhere. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "https://127.0.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:PORT/",
        "http://2130706433/",
        "http://0.0.0.0/"
      })
  void theDefaultRefusesThisMachine(String attempt) {
    try (RemotePictures defaults = new RemotePictures()) {
      assertRefused(defaults, attempt);
    }
  }

  @Test
  void thereAreHundredsOfDifferentAttempts() {
    Set<String> attempts = new HashSet<>();
    Attempts.absolute().forEach(attempts::add);
    Attempts.noAddresses().forEach(attempts::add);
    assertThat(attempts).hasSizeGreaterThanOrEqualTo(150);

    Attempts.absolute().map(address -> "redirect to " + address).forEach(attempts::add);
    Attempts.addresses().map(address -> "name of " + address).forEach(attempts::add);
    Attempts.ports().map(port -> "port " + port).forEach(attempts::add);
    assertThat(attempts).hasSizeGreaterThanOrEqualTo(600);
  }

  /** A client without the guard would have reached every one of them. */
  @Test
  void theCanariesHearWhoeverConnects() throws Exception {
    FetchPolicy open = new FetchPolicy(HostResolver.SYSTEM, address -> true, port -> true);
    try (Canary other = new Canary();
        RemotePictures unguarded = new RemotePictures(open, FetchLimits.DEFAULT)) {
      for (int port : List.of(other.port(), other.otherPort())) {
        failure(unguarded, "http://127.0.0.1:" + port + "/");
      }
      assertThat(other.connections()).isEqualTo(2);
    }
  }

  /** What a host of this network is called is not told apart from a host that does not exist. */
  @Test
  void failuresDoNotTellWhatThereIsInTheNetwork() throws IOException {
    HostResolver inside =
        host -> {
          if (host.equals("there.corp")) {
            return List.of(InetAddress.getByAddress(new byte[] {10, 1, 2, 3}));
          }
          throw new UnknownHostException(host);
        };
    try (RemotePictures names = new RemotePictures(anyPort(inside), FetchLimits.DEFAULT)) {
      String there = failure(names, "http://there.corp/").getMessage();

      assertThat(there).isEqualTo(failure(names, "http://nowhere.corp/").getMessage());
      assertThat(there).doesNotContain("10.1", "corp");
    }
  }

  private static InetAddress loopback() throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private static String onPort(String attempt) {
    return attempt.replace("PORT", String.valueOf(canary.port()));
  }

  private static void assertRefused(RemotePictures pictures, String attempt) {
    FetchFailure failure = failure(pictures, onPort(attempt));
    assertThat(failure.outcome()).as(failure.getMessage()).isEqualTo(FetchOutcome.REFUSED);
  }

  private static FetchFailure failure(RemotePictures pictures, String address) {
    try {
      byte[] file = pictures.fetch(address, FetchListener.NONE).get(20, TimeUnit.SECONDS);
      throw new AssertionError("fetched " + file.length + " bytes");
    } catch (ExecutionException e) {
      return (FetchFailure) e.getCause();
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
