package io.github.hnswsearch.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused is in {@link Attempts}. */
final class WebAddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://c2.pictures.example/3/2345_o.jpg, c2.pictures.example, 443, /3/2345_o.jpg",
    "http://pictures.example, pictures.example, 80, /",
    "HTTPS://Pictures.Example:8443/A?B=c%20d&e, pictures.example, 8443, /A?B=c%20d&e",
    "' https://pictures.example/a ', pictures.example, 443, /a",
    "https://pictures.example/a#top, pictures.example, 443, /a",
    "https://pictures.example?a=b, pictures.example, 443, /?a=b",
    "https://xn--bcher-kva.example/, xn--bcher-kva.example, 443, /",
    "https://pictures.example/b\u00e4ume.jpg, pictures.example, 443, /b%C3%A4ume.jpg",
    "https://1.pictures.e2/, 1.pictures.e2, 443, /",
    "http://8.8.4.4/a, 8.8.4.4, 80, /a",
    "'http://[2606:4700::6810:84E5]:81/a', '[2606:4700::6810:84e5]', 81, /a",
  })
  void anOrdinaryAddressIsReadAsItStands(String text, String host, int port, String pathAndQuery)
      throws FetchFailure {
    WebAddress address = WebAddress.parse(text);

    assertThat(address.host()).isEqualTo(host);
    assertThat(address.port()).isEqualTo(port);
    assertThat(address.uri().toString())
        .matches("https?://[^/]+" + Pattern.quote(pathAndQuery))
        .isASCII()
        .doesNotContain("#", "@");
  }

  @ParameterizedTest
  @CsvSource({
    "/b.png, https://pictures.example/b.png",
    "b.png, https://pictures.example/a/b.png",
    "../b.png?c, https://pictures.example/b.png?c",
    "//other.example/b, https://other.example/b",
    "https://other.example:443/b#c, https://other.example:443/b",
  })
  void aRedirectMayBeRelative(String location, String expected) throws FetchFailure {
    WebAddress start = WebAddress.parse("https://pictures.example/a/a.png?x=y");

    assertThat(start.follow(location).uri()).hasToString(expected);
  }

  @Test
  void aRedirectDoesNotGiveUpTls() throws FetchFailure {
    WebAddress start = WebAddress.parse("https://pictures.example/");

    assertThatThrownBy(() -> start.follow("http://pictures.example/"))
        .isInstanceOf(FetchFailure.class)
        .hasMessageContaining("from https to http");
    assertThat(WebAddress.parse("http://a.example/").follow("https://a.example/").isSecure())
        .isTrue();
  }

  @Test
  void addressesHaveAnEnd() {
    String path = "a".repeat(5000);

    assertThatThrownBy(() -> WebAddress.parse("http://pictures.example/" + path))
        .hasMessage("its address is longer than 4096 characters");
    assertThatThrownBy(() -> WebAddress.parse("http://" + "a.".repeat(150) + "example/"))
        .isInstanceOf(FetchFailure.class);
    assertThatThrownBy(() -> WebAddress.parse("http://" + "a".repeat(64) + ".example/"))
        .isInstanceOf(FetchFailure.class);
  }
}
