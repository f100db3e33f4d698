package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.search.CollectionWatch;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generations go live while callers page through results: every request is answered, and all pages
 * of a search are of one generation. {@code -Dswaps=50} makes as many go live.
 */
class SwapsUnderLoadTest {
  private static final int SWAPS = Integer.getInteger("swaps", 5);
  private static final int CALLERS = 3;
  private static final int ITEMS = 120;
  private static final String COLLECTION = "papers";
  private static final Schema SCHEMA =
      new Schema(
          List.of(new Field("title", FieldType.TEXT), new Field("build", FieldType.KEYWORD)));
  private static final List<String> SEARCHES =
      List.of("q=robot&mode=keyword", "q=robot&mode=vector", "q=robot&mode=hybrid");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicBoolean done = new AtomicBoolean();
  private final LongAdder requests = new LongAdder();
  private final LongAdder changed = new LongAdder();
  private final Map<String, String> buildOf = new ConcurrentHashMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  @Test
  void everyRequestIsAnsweredAndNoSearchMixesGenerations() throws Exception {
    RealCollections built = new RealCollections(folder).with(COLLECTION, SCHEMA, items(0));
    try (OpenCollections collections = built.open();
        RunningServer server = new RunningServer(collections);
        CollectionWatch watch = CollectionWatch.start(collections);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      assertThat(watch).isNotNull();
      List<? extends Future<?>> calls =
          IntStream.range(0, CALLERS)
              .mapToObj(caller -> callers.submit(() -> call(server.uri("/"), caller)))
              .toList();
      for (int swap = 1; swap <= SWAPS; swap++) {
        built.with(COLLECTION, SCHEMA, items(swap));
        awaitAnswersOf(swap);
      }
      done.set(true);
      for (Future<?> call : calls) {
        call.get();
      }
    }
    System.out.printf(
        "%d swaps: %d requests, %d of them told that the generation had changed%n",
        SWAPS, requests.sum(), changed.sum());
    assertThat(failures).isEmpty();
    assertThat(buildOf).hasSize(SWAPS + 1);
  }

  private void awaitAnswersOf(int build) throws InterruptedException {
    while (!buildOf.containsValue(String.valueOf(build)) && failures.isEmpty()) {
      Thread.sleep(5);
    }
  }

  private void call(URI server, int caller) {
    try {
      for (int search = caller; !done.get() && failures.isEmpty(); search++) {
        page(server, SEARCHES.get(search % SEARCHES.size()));
        HttpResponse<String> page = get(server.resolve("/c/" + COLLECTION + "?q=robot"));
        require(page.statusCode() == 200, page, "the page is not answered");
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      failures.add(e.toString());
    }
  }

  /** Reads all pages of a search, or those until it is told that the collection has changed. */
  private void page(URI server, String search) throws IOException, InterruptedException {
    String address = "/api/collections/" + COLLECTION + "/search?" + search;
    Set<String> seen = new HashSet<>();
    String following = "&k=60&size=7";
    String generation = "";
    while (true) {
      HttpResponse<String> response = get(server.resolve(address + following));
      if (response.statusCode() == 409 && !generation.isEmpty()) {
        changed.increment();
        return;
      }
      require(response.statusCode() == 200, response, "a search is not answered");
      JsonNode answer = JSON.readTree(response.body());
      requireOneBuild(response, answer);
      require(
          generation.isEmpty() || generation.equals(answer.path("generation").asText()),
          response,
          "pages are of two generations");
      generation = answer.path("generation").asText();
      for (JsonNode hit : answer.path("hits")) {
        require(seen.add(hit.path("id").asText()), response, "two pages have an item");
      }
      JsonNode next = answer.path("next");
      if (next.isMissingNode()) {
        return;
      }
      following =
          "&from=%d&size=%d&k=%d&generation=%s"
              .formatted(
                  next.path("from").asInt(),
                  next.path("size").asInt(),
                  next.path("k").asInt(),
                  next.path("generation").asText());
    }
  }

  private void requireOneBuild(HttpResponse<String> response, JsonNode answer) {
    String generation = answer.path("generation").asText();
    for (JsonNode hit : answer.path("hits")) {
      String build = hit.path("fields").path("build").asText();
      String known = buildOf.putIfAbsent(generation, build);
      require(known == null || known.equals(build), response, "a page mixes generations");
    }
  }

  private void require(boolean held, HttpResponse<String> response, String failure) {
    if (!held) {
      failures.add(failure + ": " + response.statusCode() + " " + response.uri());
    }
  }

  private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
    requests.increment();
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private static List<Item> items(int build) {
    return IntStream.range(0, ITEMS)
        .mapToObj(
            i ->
                RealCollections.item(
                    "p" + i,
                    "https://example.org/" + i,
                    "robot arm " + i * (build + 1),
                    new Metadata(
                        Map.of(
                            "title", List.of("robot arm " + i * (build + 1)),
                            "build", List.of(String.valueOf(build))))))
        .toList();
  }
}
