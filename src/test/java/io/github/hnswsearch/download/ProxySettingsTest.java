package io.github.hnswsearch.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.record.BadInputException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxySettingsTest {
  private static final byte[] CONTENT = Pulls.bytes(10_000, 1);

  @TempDir private Path folder;

  private static Proxy proxyOf(String uri, Map<String, String> environment) throws Exception {
    return new ProxySettings(environment).select(URI.create(uri)).getFirst();
  }

  private static Proxy proxy(String host, int port) {
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
  }

  @ParameterizedTest
  @CsvSource({
    "https_proxy, http://one:3128,  https://a.example, one:3128",
    "HTTPS_PROXY, http://one:3128/, https://a.example, one:3128",
    "HTTPS_PROXY, one:3128,         https://a.example, one:3128",
    "HTTPS_PROXY, http://one,       https://a.example, one:80",
    "HTTP_PROXY,  http://one:3128,  http://a.example,  one:3128",
    "ALL_PROXY,   http://one:3128,  https://a.example, one:3128",
    "ALL_PROXY,   http://one:3128,  http://a.example,  one:3128",
    "HTTP_PROXY,  http://one:3128,  https://a.example, ''",
    "HTTPS_PROXY, http://one:3128,  http://a.example,  ''",
    "HTTPS_PROXY, ' ',              https://a.example, ''",
  })
  void theEnvironmentNamesAProxyForEachScheme(
      String variable, String value, String uri, String expected) throws Exception {
    Proxy found = proxyOf(uri, Map.of(variable, value));

    if (expected.isEmpty()) {
      assertThat(found).isEqualTo(Proxy.NO_PROXY);
    } else {
      int colon = expected.indexOf(':');
      assertThat(found)
          .isEqualTo(
              proxy(expected.substring(0, colon), Integer.parseInt(expected.substring(colon + 1))));
    }
  }

  @Test
  void theMorePreciseVariableWins() throws Exception {
    assertThat(
            proxyOf(
                "https://a.example",
                Map.of("ALL_PROXY", "http://all:1", "HTTPS_PROXY", "http://tls:2")))
        .isEqualTo(proxy("tls", 2));
  }

  @ParameterizedTest
  @CsvSource({
    "'*',                    https://a.example,      true",
    "a.example,              https://a.example,      true",
    "A.EXAMPLE,              https://a.example,      true",
    "example,                https://a.example,      true",
    ".example,               https://a.example,      true",
    "'*.example',            https://a.example,      true",
    "'b.example, a.example', https://a.example,      true",
    "127.0.0.1,              https://127.0.0.1:8443, true",
    "a.example:8443,         https://a.example:8443, true",
    "a.example:8443,         https://a.example:9443, false",
    "ample,                  https://a.example,      false",
    "b.a.example,            https://a.example,      false",
    "'',                     https://a.example,      false",
  })
  void exceptionsAreHostsAndDomains(String exceptions, String uri, boolean direct)
      throws Exception {
    Map<String, String> environment =
        Map.of("HTTPS_PROXY", "http://one:3128", "NO_PROXY", exceptions);

    assertThat(proxyOf(uri, environment)).isEqualTo(direct ? Proxy.NO_PROXY : proxy("one", 3128));
  }

  @Test
  void thePropertiesOfTheJvmWin() throws Exception {
    System.setProperty("https.proxyHost", "jvm");
    System.setProperty("https.proxyPort", "8080");
    try {
      assertThat(proxyOf("https://a.example", Map.of("HTTPS_PROXY", "http://one:3128")).address())
          .hasToString("jvm/<unresolved>:8080");
    } finally {
      System.clearProperty("https.proxyHost");
      System.clearProperty("https.proxyPort");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://one:1080", "https://one:443", "http://", "://", "http://a b"})
  void aProxyOfAnotherKindIsRefused(String value) {
    assertThatThrownBy(() -> new ProxySettings(Map.of("HTTPS_PROXY", value)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("HTTPS_PROXY: expected an HTTP proxy");
  }

  @Test
  void aRefusalKeepsThePasswordToItself() {
    assertThatThrownBy(
            () -> new ProxySettings(Map.of("HTTPS_PROXY", "socks5://me:secret@one:1080")))
        .hasMessageContaining("socks5://...@one:1080")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aFileComesThroughTheProxy() throws Exception {
    try (FileServer proxy = new FileServer()) {
      Pulls pulls = new Pulls(folder);
      pulls.environment.put("HTTP_PROXY", proxy.uri("").toString());
      proxy.serve("/model.pt", CONTENT);

      pulls.pull(Pulls.file(URI.create("http://nowhere.invalid/model.pt")));

      assertThat(pulls.target()).hasBinaryContent(CONTENT);
      assertThat(proxy.requests().getFirst().uri()).hasToString("http://nowhere.invalid/model.pt");
    }
  }

  @Test
  void aProxyThatAsksForAPasswordGetsTheOneOfTheEnvironment() throws Exception {
    try (FileServer proxy = new FileServer()) {
      Pulls pulls = new Pulls(folder);
      pulls.environment.put("HTTP_PROXY", "http://me:p%40ss+word@127.0.0.1:" + proxy.port());
      proxy.serve("/model.pt", CONTENT);
      proxy.answerFirst(
          "/model.pt", FileServer.status(407, "Proxy-Authenticate", "Basic realm=\"office\""));

      pulls.pull(Pulls.file(URI.create("http://nowhere.invalid/model.pt")));

      assertThat(pulls.target()).hasBinaryContent(CONTENT);
      assertThat(proxy.requests().getLast().header("Proxy-Authorization"))
          .isEqualTo("Basic " + base64("me:p@ss+word"));
    }
  }

  @Test
  void aProxyThatAsksForAPasswordInVainIsNamed() throws Exception {
    try (FileServer proxy = new FileServer()) {
      Pulls pulls = new Pulls(folder);
      pulls.environment.put("HTTP_PROXY", proxy.uri("").toString());
      proxy.answerFirst(
          "/model.pt", FileServer.status(407, "Proxy-Authenticate", "Basic realm=\"office\""));

      assertThatThrownBy(
              () -> pulls.pull(Pulls.file(URI.create("http://nowhere.invalid/model.pt"))))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT");
      assertThat(pulls.sleeps).isEmpty();
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
