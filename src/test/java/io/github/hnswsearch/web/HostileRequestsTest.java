package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.hostile.Campaign;
import io.github.hnswsearch.hostile.TextMutator;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whatever a search asks for, it is answered soon: with hits, or with a problem that tells what is
 * wrong with it, never with a failure of the server. {@code -Dmutants.requests=20000} tries as
 * many.
 */
@ExtendWith(PaperCollections.class)
final class HostileRequestsTest {
  private static final int FEW = 150;
  private static final String SEARCH = "/api/collections/papers/search";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> TEXTS =
      List.of(
          "graph neural networks",
          "author:\"Justin Gilmer\" AND (title:graph OR -category:cs.LG) year:[2015 TO 2018]",
          "mol* ne?ral networ~2 \"graph networks\"~3 title:(a b)^2",
          "-category:cs.LG year:2015.. attention");

  private static final List<String> FILTERS =
      List.of("year:2015..2018", "-category:cs", "author:\"Justin Gilmer\"", "doi:*", "year:..");

  private static final List<String> BODIES =
      List.of(
          """
          {"text":"graph networks","mode":"hybrid","k":20,"from":5,"ef":50,
           "filter":["year:2015..","-category:hep-th"],"facets":["category"],"facet_size":3,
           "fusion":{"method":"rrf","rank_constant":10,"weights":{"vector":1,"keyword":2}},
           "highlight":true,"explain":true,"dedupe":0.9,"sort":"year:asc"}""",
          """
          {"positive":["1704.01212",{"text":"molecules"}],"negative":["1704.01212"],"k":5}""",
          """
          {"text":"graph","recall":0.9,"filter":["year:2015"]}""");

  private static final List<String> NUMBERS =
      List.of("-1", "0", "1e999", "NaN", "99999999999999999999", "1.5", "", " 7", "0x10", "\u0661");

  private static RunningServer server;

  @BeforeAll
  static void start(OpenCollections papers) throws IOException {
    server = new RunningServer(papers);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aSearchIsAnsweredOrRefusedInWords() throws IOException {
    new Campaign("requests", FEW, HostileRequestsTest::request).run();
  }

  @Test
  void textsThatMakeQueriesOfAnySizeAreAnsweredOrRefused() throws IOException {
    List<String> crafted =
        List.of(
            "*",
            "title:*",
            "?".repeat(500),
            words(500, i -> Character.toString('a' + i % 26) + "*"),
            words(2_000, i -> "word" + i + "~2"),
            "(".repeat(3_000) + "a" + ")".repeat(3_000),
            "(".repeat(9_000),
            "-(".repeat(2_000) + "a",
            words(1_200, i -> "(a" + i + " OR b" + i + ")").replace(" (", " AND ("),
            "/(a+)+$/ /(.*a){20}/ /[a-z]{1000}{1000}/",
            "\"" + words(3_000, i -> "w" + i) + "\"~1000000",
            "year:[* TO *] year:[99999999999999999999 TO *]",
            "a^99999999999999999999",
            "a~99999999999",
            "\\".repeat(5_001),
            "\u202e\u0000\ud83d\ude00\uffff",
            words(5_000, i -> "AND OR NOT"),
            "author:".repeat(3_000));
    for (String text : crafted) {
      for (String mode : List.of("keyword", "hybrid")) {
        String body = JSON.writeValueAsString(Map.of("text", text, "mode", mode));
        judge(post(body.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  @Test
  void filtersInAnyNumberAndNestingAreAnsweredOrRefused() throws IOException {
    for (List<String> filter :
        List.of(
            IntStream.range(0, 20_000).mapToObj(i -> "year:" + i).toList(),
            IntStream.range(0, 5_000).mapToObj(i -> "-category:cs.X" + i).toList(),
            List.of("year:" + "(".repeat(20_000)),
            List.of("year:" + "9".repeat(20_000) + ".." + "9".repeat(20_000)),
            List.of("category:" + words(30_000, i -> "c" + i).replace(' ', ',')),
            List.of("author:" + "*".repeat(10_000)))) {
      String body = JSON.writeValueAsString(Map.of("text", "a", "filter", filter));
      judge(post(body.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void bodiesOfAnyShapeAreAnsweredOrRefused() throws IOException {
    int most = RequestBody.MAX_BYTES;
    for (String body :
        List.of(
            "[".repeat(most),
            "{\"text\":".repeat(100_000),
            "{\"filter\":" + "[".repeat(400_000) + "]".repeat(400_000) + "}",
            "{\"k\":" + "9".repeat(900_000) + "}",
            "{\"k\":1e" + "9".repeat(900_000) + "}",
            "{\"text\":\"" + "\\ud800".repeat(150_000) + "\"}",
            "{\"text\":\"" + "\\u0000".repeat(150_000) + "\"}",
            "{\"" + "n".repeat(1_000_000) + "\":1}",
            "{" + words(60_000, i -> "\"n" + i + "\":1").replace(' ', ',') + "}",
            "{\"positive\":[" + words(100_000, i -> "\"a\"").replace(' ', ',') + "]}",
            "{\"text\":\"a\",\"text\":\"b\"}",
            "\ufeff{\"text\":\"a\"}",
            "{\"text\":\"a\"}".repeat(1_000),
            "\0".repeat(most))) {
      judge(post(body.getBytes(StandardCharsets.UTF_8)));
      judge(post(body.getBytes(StandardCharsets.UTF_16)));
    }
    String batch = "{\"queries\":[" + words(100_000, i -> "{}").replace(' ', ',') + "]}";
    judge(
        server
            .request(SEARCH + "/batch", "Content-Type", "application/json")
            .POST(BodyPublishers.ofString(batch))
            .build());
  }

  @Test
  void headersOfAnySizeAndNumberAreAnsweredOrRefused() throws IOException {
    String get = "GET " + SEARCH + "?q=a HTTP/1.1";
    String host = "Host: localhost";
    for (List<String> lines :
        List.of(
            List.of(get, host, "X-Long: " + "x".repeat(1_000_000)),
            List.of(get, host, "x".repeat(1_000_000) + ": x"),
            Stream.concat(
                    Stream.of(get, host), IntStream.range(0, 50_000).mapToObj(i -> "X" + i + ": x"))
                .toList(),
            List.of(get, host, "Accept-Encoding: " + "gzip;q=0.1,".repeat(500)),
            List.of(get, host, "If-None-Match: " + "\"a\",".repeat(1_000)),
            List.of(get, host, "Accept: " + "*/*;q=0.1,".repeat(500)),
            List.of(get, host, "Range: bytes=" + "0-1,".repeat(1_000)),
            List.of(get, host, "Cookie: " + "a=b;".repeat(1_500)),
            List.of(get, host, "X-Request-Id: " + "\u0000\u001b[2J"),
            List.of(get, host, "X-Forwarded-Host: " + "(".repeat(5_000)),
            List.of(get, host, "Expect: 200-maybe"),
            List.of(get, "Host: " + "[".repeat(1_000)),
            List.of(get, host, host),
            List.of("x".repeat(100_000)),
            List.of("GET " + "/..".repeat(2_000) + " HTTP/1.1", host),
            List.of("GET /%00%ff%fe%2e%2e%2f HTTP/1.1", host),
            List.of("GET " + SEARCH + "?" + "q=a&".repeat(1_500) + " HTTP/1.1", host),
            List.of("GET / HTTP/9.9", host))) {
      String answer = sent(lines);
      assertThat(answer)
          .as(lines.getLast().substring(0, Math.min(60, lines.getLast().length())))
          .matches("(?s)(?:HTTP/1\\.1 (?:[234]\\d\\d|505) .*)?")
          .doesNotContain("\tat ", "Exception");
    }
  }

  /** What the server answers; nothing where it closes a connection that it still had to read. */
  private static String sent(List<String> lines) throws IOException {
    try {
      return RawHttp.send(server.port(), lines.toArray(String[]::new));
    } catch (SocketException e) {
      return "";
    }
  }

  private static String words(int count, IntFunction<String> word) {
    return IntStream.range(0, count).mapToObj(word).collect(Collectors.joining(" "));
  }

  private static Campaign.Attempt request(RandomGenerator random) {
    if (random.nextBoolean()) {
      byte[] sound = one(BODIES, random).getBytes(StandardCharsets.UTF_8);
      byte[] body = TextMutator.mutate(sound, true, random).bytes();
      return new Asked("POST " + shown(body), post(body));
    }
    StringBuilder query = new StringBuilder("?q=");
    query.append(encoded(one(TEXTS, random), random));
    for (int i = random.nextInt(3); i > 0; i--) {
      query.append("&filter=").append(encoded(one(FILTERS, random), random));
    }
    for (String number : List.of("k", "from", "size", "ef", "recall", "dedupe", "vector_weight")) {
      if (random.nextInt(6) == 0) {
        query.append('&').append(number).append('=');
        query.append(percent(one(NUMBERS, random).getBytes(StandardCharsets.UTF_8)));
      }
    }
    for (String name : List.of("mode", "sort", "facets", "fusion", "highlight", "explain")) {
      if (random.nextInt(8) == 0) {
        query.append('&').append(name).append('=').append(encoded("keyword", random));
      }
    }
    String path = random.nextInt(4) == 0 ? "/c/papers" : SEARCH;
    // The longest line of a request that the server reads at all.
    String address = path + query.substring(0, Math.min(query.length(), 6_000));
    String whole = address.replaceFirst("%.?$", "");
    return new Asked("GET " + whole, server.request(whole).GET().build());
  }

  private static <T> T one(List<T> all, RandomGenerator random) {
    return all.get(random.nextInt(all.size()));
  }

  private static String encoded(String sound, RandomGenerator random) {
    byte[] bytes = sound.getBytes(StandardCharsets.UTF_8);
    return percent(
        random.nextInt(4) == 0 ? bytes : TextMutator.mutate(bytes, true, random).bytes());
  }

  private static String percent(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(String.format("%%%02x", b));
    }
    return text.toString();
  }

  private static HttpRequest post(byte[] body) {
    return server
        .request(SEARCH, "Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  private static String shown(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
    return text.length() <= 500 ? text : text.substring(0, 500) + "...";
  }

  private record Asked(String what, HttpRequest request) implements Campaign.Attempt {
    @Override
    public void run() throws IOException {
      judge(request);
    }
  }

  private static void judge(HttpRequest request) throws IOException {
    HttpResponse<String> answer = server.send(request);
    boolean page = request.uri().getPath().startsWith("/c/");
    assertThat(answer.statusCode()).as(answer.body()).matches(HostileRequestsTest::isExpected);
    assertThat(answer.body()).doesNotContain("\tat ", "Exception");
    if (!page) {
      String type = answer.headers().firstValue("Content-Type").orElse("");
      assertThat(type)
          .startsWith(answer.statusCode() == 200 ? "application/json" : "application/problem+json");
      JSON.readTree(answer.body());
    }
  }

  private static boolean isExpected(int status) {
    return Set.of(200, 303, 400, 404, 413, 414, 422, 503).contains(status);
  }
}
