package io.github.hnswsearch.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.download.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetches that succeed, from a server that answers as good ones do. */
@Timeout(60)
final class RemotePicturesTest {
  private TestWeb web;
  private RemotePictures pictures;

  @BeforeEach
  void start() throws IOException {
    web = new TestWeb();
    pictures = new RemotePictures(web.policy(), FetchLimits.DEFAULT);
  }

  @AfterEach
  void stop() {
    pictures.close();
    web.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
  void aPictureArrivesAsItIs(String format) throws Exception {
    byte[] file = TestPictures.file(format);
    web.on("/picture?size=b", TestWeb.file(file, "Content-Type: text/html"));

    assertThat(fetch("/picture?size=b#here")).isEqualTo(file);
    assertThat(web.lookups()).isEqualTo(1);
  }

  /** Neither another host nor another path, as which a request line of its own would be read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "//other.example/picture",
        "//picture",
        "//127.0.0.1:80/picture?a=b",
        "///picture",
        "/a//b/../picture",
        "/?a=//b"
      })
  void theRestOfAnAddressIsSentAsItIs(String path) throws Exception {
    byte[] file = TestPictures.png();
    web.on(path, TestWeb.file(file));

    assertThat(fetch(path)).isEqualTo(file);
    assertThat(web.requests())
        .singleElement()
        .asString()
        .startsWith("GET " + path + " HTTP/1.1\r\n")
        .contains("Host: " + TestWeb.HOST + ":" + web.port() + "\r\n");
  }

  @Test
  void aPictureInChunksOrWithoutALengthArrivesToo() throws Exception {
    byte[] file = TestPictures.png();
    web.on(
            "/chunks",
            out -> {
              out.write(TestWeb.head("200 OK", "Transfer-Encoding: chunked", ""));
              out.write(
                  (Integer.toHexString(file.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
              out.write(file);
              out.write("\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            })
        .on(
            "/close",
            out -> {
              out.write(TestWeb.head("200 OK", "Content-Encoding: identity", ""));
              out.write(file);
            });

    assertThat(fetch("/chunks")).isEqualTo(file);
    assertThat(fetch("/close")).isEqualTo(file);
  }

  @Test
  void aRedirectIsFollowedWithoutTellingAnything() throws Exception {
    byte[] file = TestPictures.png();
    web.on("/old", TestWeb.status("301 Moved", "Location: new?a=b", "Set-Cookie: a=b; Path=/"))
        .on("/new?a=b", TestWeb.file(file));

    assertThat(fetch("/old")).isEqualTo(file);
    assertThat(fetch("/new?a=b")).isEqualTo(file);
    assertThat(web.requests()).hasSize(3);
    assertThat(web.requests())
        .allSatisfy(
            head ->
                assertThat(head)
                    .contains("Host: " + TestWeb.HOST + ":" + web.port())
                    .contains("Accept-Encoding: identity", "User-Agent: hnsw-search\r\n")
                    .doesNotContainIgnoringCase("Cookie", "Referer", "Authorization", "Origin"));
  }

  /** The port of the proxy is a canary's. */
  @Test
  void proxiesOfTheEnvironmentAreNotUsed() throws Exception {
    web.on("/picture", TestWeb.file(TestPictures.png()));
    Properties before = (Properties) System.getProperties().clone();
    try (Canary canary = new Canary()) {
      String port = String.valueOf(canary.port());
      Map.of(
              "http.proxyHost", "127.0.0.1",
              "http.proxyPort", port,
              "https.proxyHost", "127.0.0.1",
              "https.proxyPort", port,
              "http.nonProxyHosts", "",
              "socksProxyHost", "127.0.0.1",
              "socksProxyPort", port,
              "socksNonProxyHosts", "")
          .forEach(System::setProperty);

      try (RemotePictures direct = new RemotePictures(web.policy(), FetchLimits.DEFAULT)) {
        byte[] file =
            direct.fetch(web.url("/picture"), FetchListener.NONE).get(20, TimeUnit.SECONDS);

        assertThat(file).isEqualTo(TestPictures.png());
      }
      assertThat(canary.connections()).isZero();
    } finally {
      System.setProperties(before);
    }
  }

  /** Pinned to an address, a connection still goes by the name. */
  @Test
  void theCertificateIsCheckedByName(@TempDir Path keys, @TempDir Path others) throws Exception {
    Tls right = Tls.of("dns:" + TestWeb.HOST, keys);
    Tls wrong = Tls.of("dns:other.example,ip:127.0.0.1", others);
    right.trusted(
        () -> {
          try (TestWeb secure = new TestWeb(right.sockets());
              RemotePictures trusting = new RemotePictures(secure.policy(), FetchLimits.DEFAULT)) {
            secure.on("/picture", TestWeb.file(TestPictures.png()));
            assertThat(trusting.fetch(secure.secureUrl("/picture"), FetchListener.NONE).get())
                .isEqualTo(TestPictures.png());
            assertThat(secure.serverNames()).containsExactly(TestWeb.HOST);
          }
        });
    wrong.trusted(
        () -> {
          try (TestWeb secure = new TestWeb(wrong.sockets());
              RemotePictures trusting = new RemotePictures(secure.policy(), FetchLimits.DEFAULT)) {
            assertThatThrownBy(
                    () -> trusting.fetch(secure.secureUrl("/picture"), FetchListener.NONE).get())
                .hasRootCauseInstanceOf(Exception.class)
                .hasMessageContaining("no certificate that is trusted");
            assertThat(secure.requests()).isEmpty();
          }
        });
  }

  /** Nobody listens at the first of them. */
  @Test
  void theNextAddressIsTriedWhereOneIsDead() throws Exception {
    web.on("/picture", TestWeb.file(TestPictures.png()));
    int port = web.port();
    InetAddress dead = InetAddress.getByAddress("dead.example", new byte[] {127, 0, 0, 9});
    FetchPolicy policy = web.policy(host -> List.of(dead, web.address()));
    FetchPolicy open = new FetchPolicy(policy.resolver(), address -> true, policy.ports());
    try (RemotePictures two = new RemotePictures(open, FetchLimits.DEFAULT)) {
      assertThat(two.fetch("http://two.example:" + port + "/picture", FetchListener.NONE).get())
          .isEqualTo(TestPictures.png());
    }
  }

  @Test
  void whereNobodyListensIsToldWithoutTheAddress() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    FetchPolicy open = new FetchPolicy(web::resolve, address -> true, any -> true);
    try (RemotePictures unguarded = new RemotePictures(open, FetchLimits.DEFAULT)) {
      assertThatThrownBy(
              () ->
                  unguarded
                      .fetch("http://" + TestWeb.HOST + ":" + port + "/", FetchListener.NONE)
                      .get())
          .cause()
          .isInstanceOf(FetchFailure.class)
          .message()
          .contains("could not be reached")
          .doesNotContain("127.0.0.1", TestWeb.HOST, String.valueOf(port));
    }
  }

  @Test
  void fewAreFetchedAtATimeAndFewWait() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch open = new CountDownLatch(1);
    web.on(
        "/picture",
        out -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          open.await();
          now.decrementAndGet();
          TestWeb.file(TestPictures.png()).write(out);
        });
    FetchLimits narrow =
        new FetchLimits(
            1 << 20,
            5,
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            2,
            3);
    try (RemotePictures few = new RemotePictures(web.policy(), narrow)) {
      List<CompletableFuture<byte[]>> coming = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        coming.add(few.fetch(web.url("/picture"), FetchListener.NONE));
      }

      assertThatThrownBy(() -> coming.get(5).get(10, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(FetchFailure.class)
          .hasMessage("too many other pictures are waited for");
      open.countDown();
      for (CompletableFuture<byte[]> picture : coming.subList(0, 5)) {
        assertThat(picture.get(20, TimeUnit.SECONDS)).isEqualTo(TestPictures.png());
      }
      assertThat(most.get()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void closingEndsWhatIsUnderWayAndWhatWaits() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    web.on(
        "/picture",
        out -> {
          asked.countDown();
          Thread.sleep(30_000);
        });
    FetchLimits one =
        new FetchLimits(
            1 << 20,
            5,
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            1,
            3);
    RemotePictures closing = new RemotePictures(web.policy(), one);
    CompletableFuture<byte[]> running = closing.fetch(web.url("/picture"), FetchListener.NONE);
    CompletableFuture<byte[]> waiting = closing.fetch(web.url("/picture"), FetchListener.NONE);
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

    closing.close();

    assertThat(running).failsWithin(Duration.ofSeconds(5));
    assertThat(waiting).failsWithin(Duration.ofSeconds(5));
    assertThat(closing.fetch(web.url("/picture"), FetchListener.NONE))
        .failsWithin(Duration.ofSeconds(5));
  }

  @Test
  void theListenerHearsWhatCameOfEachFetchAndHowLongItTook() throws Exception {
    List<FetchOutcome> outcomes = new CopyOnWriteArrayList<>();
    List<Double> times = new CopyOnWriteArrayList<>();
    FetchListener listener =
        (seconds, outcome) -> {
          times.add(seconds);
          outcomes.add(outcome);
        };
    web.on(
        "/picture",
        out -> {
          Thread.sleep(60);
          TestWeb.file(TestPictures.png()).write(out);
        });

    pictures.fetch(web.url("/picture"), listener).get();
    for (String address : List.of("file:///etc/passwd", web.url("/none"), "http://none.example/")) {
      assertThat(pictures.fetch(address, listener)).failsWithin(Duration.ofSeconds(10));
    }

    assertThat(outcomes)
        .containsExactly(
            FetchOutcome.FETCHED,
            FetchOutcome.REFUSED,
            FetchOutcome.BAD_ANSWER,
            FetchOutcome.UNREACHABLE);
    assertThat(times.getFirst()).isBetween(0.06, 20.0);
  }

  private byte[] fetch(String path) throws Exception {
    return pictures.fetch(web.url(path), FetchListener.NONE).get(20, TimeUnit.SECONDS);
  }
}
