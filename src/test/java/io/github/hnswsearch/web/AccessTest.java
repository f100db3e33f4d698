package io.github.hnswsearch.web;

import static io.github.hnswsearch.web.ApiProblemsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in: keys, names of the host, other sites. */
@ExtendWith(PaperCollections.class)
class AccessTest {
  private static final String SEARCH = "/api/collections/papers/search";
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String OTHER_KEY = "another-key-of-32-characters-!!";
  private static final String SITE = "https://reader.example";

  private final OpenCollections papers;
  @TempDir private Path folder;

  AccessTest(OpenCollections papers) {
    this.papers = papers;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/c/papers?q=graph",
        "/api/collections",
        SEARCH + "?q=graph",
        "/metrics",
        "/docs",
        "/openapi.json",
        "/assets/css/base.css",
        "/problems/overloaded",
        "/nowhere"
      })
  void withoutAKeyNothingIsTold(String path) throws IOException {
    try (RunningServer server = locked()) {
      HttpResponse<String> response = server.get(path);

      assertProblem(response, 401, "unauthorized", "found none");
      assertThat(response.headers().allValues("WWW-Authenticate"))
          .hasSize(2)
          .anyMatch(challenge -> challenge.startsWith("Basic "))
          .anyMatch(challenge -> challenge.startsWith("Bearer "));
    }
  }

  @Test
  void aSupervisorNeedsNoKey() throws IOException {
    try (RunningServer server = locked()) {
      assertThat(server.get("/livez").statusCode()).isEqualTo(200);
      assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anyOfTheKeysOpensInEachOfItsForms() throws IOException {
    try (RunningServer server = locked()) {
      for (String key : List.of(KEY, OTHER_KEY)) {
        String pair =
            Base64.getEncoder().encodeToString(("me:" + key).getBytes(StandardCharsets.UTF_8));
        assertThat(server.get("/", "Authorization", "Bearer " + key).statusCode()).isEqualTo(200);
        assertThat(server.get("/", "Authorization", "bearer  " + key).statusCode()).isEqualTo(200);
        assertThat(server.get("/", "X-Api-Key", key).statusCode()).isEqualTo(200);
        assertThat(server.get("/", "Authorization", "Basic " + pair).statusCode()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer 0123456789abcdef0123456789abcdee",
        "Bearer 0123456789abcdef",
        "Bearer",
        "Bearer ",
        "Basic",
        "Basic !!!",
        "Basic bm9jb2xvbg==",
        "Digest 0123456789abcdef0123456789abcdef",
        "0123456789abcdef0123456789abcdef"
      })
  void anythingElseDoesNotOpen(String authorization) throws IOException {
    try (RunningServer server = locked()) {
      HttpResponse<String> response =
          server.get("/api/collections", "Authorization", authorization);

      assertProblem(response, 401, "unauthorized", "key: expected one of this server's");
      assertThat(response.body()).doesNotContain("0123456789abcdef");
    }
  }

  @Test
  void aPersonIsToldInAPage() throws IOException {
    try (RunningServer server = locked()) {
      HttpResponse<String> response = server.get("/", "Accept", "text/html");

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.body()).startsWith("<!doctype html>").contains("asks for a key");
      assertThat(response.headers().map()).containsKey("content-security-policy");
    }
  }

  @Test
  void keysAreReadFromALineEach() throws IOException {
    Path file =
        Files.writeString(folder.resolve("keys"), "# mine\n\n " + KEY + " \r\n" + OTHER_KEY);

    ApiKeys keys = ApiKeys.read(file);

    assertThat(keys.contain(KEY)).isTrue();
    assertThat(keys.contain(OTHER_KEY)).isTrue();
    assertThat(keys.contain("# mine")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'', expected a key a line",
    "# none, expected a key a line",
    "fifteen-letters, 'line 1: expected a key of at least 16 printable ASCII characters'",
    "sixteen letters-and, 'line 1: expected a key of at least 16 printable ASCII characters'",
  })
  void keysThatProtectNothingAreRefusedWithoutRepeatingThem(String text, String message) {
    assertThatThrownBy(() -> ApiKeys.parse(text, "keys"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("openssl rand -hex 32")
        .hasMessageNotContaining("letters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void otherMachinesAreNotLetInByAccident(String host) throws IOException {
    WebOptions options = new WebOptions(host, 0, RunningServer.WEB_DIRECTORY);
    Access withKey = new Access(ApiKeys.parse(KEY, "keys"), false, Set.of(), Set.of());
    Access open = new Access(ApiKeys.NONE, true, Set.of(), Set.of());

    assertThatThrownBy(() -> WebServer.start(options, papers))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("--api-key-file")
        .hasMessageContaining("--public");
    assertThatCode(() -> withKey.requireGuarded(host)).doesNotThrowAnyException();
    assertThatCode(() -> open.requireGuarded(host)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:99",
        "127.0.0.1:7070",
        "[::1]:1",
        "my.localhost",
        "search.lan"
      })
  void theNamesOfThisMachineAndThoseAllowedAreAnswered(String host) throws IOException {
    try (RunningServer server = named("search.lan")) {
      assertThat(RawHttp.send(server.port(), "GET /livez HTTP/1.1", "Host: " + host))
          .startsWith("HTTP/1.1 200");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rebound.example",
        "localhost.rebound.example",
        "127.0.0.1.rebound.example:7070",
        "notlocalhost",
        "127.0.0.2",
        "0.0.0.0"
      })
  void aNameThatPointsHereFromElsewhereIsRefused(String host) throws IOException {
    try (RunningServer server = named("search.lan")) {
      for (String path : List.of("/", "/livez", SEARCH + "?q=graph", "/assets/js/app.js")) {
        assertThat(RawHttp.send(server.port(), "GET " + path + " HTTP/1.1", "Host: " + host))
            .startsWith("HTTP/1.1 403")
            .contains("/problems/forbidden-host", "--allowed-host");
      }
    }
  }

  @Test
  void theAddressOfARequestCountsWhateverItsHostHeaderSays() throws IOException {
    try (RunningServer server = named("search.lan")) {
      assertThat(
              RawHttp.send(
                  server.port(), "GET http://rebound.example/livez HTTP/1.1", "Host: localhost"))
          .matches("(?s)HTTP/1.1 40[03] .*");
    }
  }

  @Test
  void aSiteThatIsAllowedMayAskAndRead() throws IOException {
    try (RunningServer server = allowing(SITE)) {
      HttpResponse<String> preflight =
          server.send(
              server
                  .request(SEARCH, "Origin", SITE, "Access-Control-Request-Method", "POST")
                  .header("Access-Control-Request-Headers", "content-type,x-api-key")
                  .method("OPTIONS", BodyPublishers.noBody())
                  .build());
      HttpResponse<String> answer =
          server.get(SEARCH + "?q=graph", "Origin", SITE, "Sec-Fetch-Site", "cross-site");

      assertThat(preflight.statusCode()).isEqualTo(200);
      assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).hasValue(SITE);
      assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
          .contains("Content-Type", "X-Api-Key");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(SITE);
      assertThat(answer.headers().allValues("Vary").toString()).contains("Origin");
      assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-credentials");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://reader.example.evil.example",
        "https://evil.example",
        "http://reader.example",
        "https://reader.example:444",
        "https://readerXexample",
        "null"
      })
  void aSiteThatIsNotAllowedMayNeitherAskNorRead(String origin) throws IOException {
    try (RunningServer server = allowing(SITE)) {
      HttpResponse<String> preflight =
          server.send(
              server
                  .request(SEARCH, "Origin", origin, "Access-Control-Request-Method", "POST")
                  .method("OPTIONS", BodyPublishers.noBody())
                  .build());
      HttpResponse<String> post =
          server.send(
              server
                  .request(SEARCH, "Origin", origin, "Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"text\": \"graph\"}"))
                  .build());

      assertThat(preflight.headers().map()).doesNotContainKey("access-control-allow-origin");
      assertProblem(post, 403, "forbidden-origin", "--cors-origin");
      assertThat(post.headers().map()).doesNotContainKey("access-control-allow-origin");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cross-site, no-cors, 403",
    "same-site, cors, 403",
    "cross-site, navigate, 200",
    "same-origin, cors, 200",
    "none, navigate, 200"
  })
  void aBrowserSaysWhichPageMadeItAsk(String site, String mode, int status) throws IOException {
    try (RunningServer server = new RunningServer(papers)) {
      assertThat(
              server
                  .get(SEARCH + "?q=graph", "Sec-Fetch-Site", site, "Sec-Fetch-Mode", mode)
                  .statusCode())
          .isEqualTo(status);
    }
  }

  @Test
  void theServersOwnPagesMayPost() throws IOException {
    try (RunningServer server = new RunningServer(papers)) {
      String own = "http://127.0.0.1:" + server.port();

      assertThat(
              server
                  .send(
                      server
                          .request(SEARCH, "Origin", own, "Content-Type", "application/json")
                          .POST(BodyPublishers.ofString("{\"text\": \"graph\"}"))
                          .build())
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "reader.example",
        "https://reader.example/",
        "https://a.example/x",
        "ftp://a.example"
      })
  void anOriginIsWrittenWhole(String origin) {
    assertThatThrownBy(() -> new Access(ApiKeys.NONE, false, Set.of(), Set.of(origin)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("--cors-origin: expected a whole origin")
        .hasMessageContaining(origin);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "search.lan:7070", "http://search.lan", ""})
  void anAllowedHostIsAName(String name) {
    assertThatThrownBy(() -> new Access(ApiKeys.NONE, false, Set.of(name), Set.of()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("--allowed-host: expected a name without a port");
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "''"
  })
  void aBodyThatOtherSitesCouldSendIsNotRead(String type) throws IOException {
    try (RunningServer server = new RunningServer(papers)) {
      var request = server.request(SEARCH).POST(BodyPublishers.ofString("{\"text\": \"graph\"}"));
      if (!type.isEmpty()) {
        request.header("Content-Type", type);
      }

      HttpResponse<String> response = server.send(request.build());

      assertProblem(response, 415, "unsupported-media-type", "expected application/json, found");
      assertThat(response.headers().firstValue("Accept-Post")).hasValue("application/json");
    }
  }

  private RunningServer locked() throws IOException {
    ApiKeys keys = ApiKeys.parse(KEY + "\n" + OTHER_KEY, "keys");
    return with(new Access(keys, false, Set.of(), Set.of()));
  }

  private RunningServer named(String name) throws IOException {
    return with(new Access(ApiKeys.NONE, false, Set.of(name), Set.of()));
  }

  private RunningServer allowing(String origin) throws IOException {
    return with(new Access(ApiKeys.NONE, false, Set.of(), Set.of(origin)));
  }

  private RunningServer with(Access access) throws IOException {
    return new RunningServer(papers, options -> options.withAccess(access));
  }
}
