package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.remote.FetchLimits;
import io.github.hnswsearch.remote.RemotePictures;
import io.github.hnswsearch.remote.TestWeb;
import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.ForwardingCollections;
import io.github.hnswsearch.search.OpenCollections;
import io.github.hnswsearch.search.PictureLocation;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Problems that a server has under certain circumstances, each brought about in earnest: whatever
 * operation describes such a problem has it then, and the others answer.
 */
@ExtendWith(SampleServer.class)
@Timeout(60)
class OpenApiProblemsTest {
  private static final OpenApiFile FILE = OpenApiFile.read();
  private static final Conformance CONFORMANCE = new Conformance(FILE);
  private static final String KEY = "a-key-of-no-server-but-this";

  /** More than any kind of request may wait in a queue. */
  private static final int CROWD = 600;

  private static final FetchLimits IMPATIENT =
      new FetchLimits(
          1 << 20, 5, Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofSeconds(20), 1, 1);

  private static SampleServer.Running sample;

  @BeforeAll
  static void start(SampleServer.Running running) {
    sample = running;
  }

  @TestFactory
  Stream<DynamicTest> nothingIsReadyWhileCollectionsAreOpened() throws IOException {
    return each("not-ready", new RunningServer(new CompletableFuture<>()), request -> request);
  }

  @TestFactory
  Stream<DynamicTest> collectionsThatCannotBeOpenedAreUnavailable(@TempDir Path root)
      throws IOException {
    for (String damaged : List.of("papers", "images")) {
      Files.writeString(Files.createDirectory(root.resolve(damaged)).resolve("CURRENT"), "none");
    }
    OpenCollections collections =
        RealCollections.of(
            root,
            "words",
            Schema.EMPTY,
            List.of(RealCollections.item("a", "", "graphs", Metadata.NONE)));
    return each("collection-unavailable", new RunningServer(collections), request -> request)
        .onClose(collections::close);
  }

  @TestFactory
  Stream<DynamicTest> aServerWithAKeyAsksForIt() throws IOException {
    return each("unauthorized", locked(), request -> request);
  }

  @TestFactory
  Stream<DynamicTest> anotherHostIsForbidden() throws IOException {
    return each(
        "forbidden-host",
        new RunningServer(sample.sample().collections()),
        request -> request.withHeader("Host", "elsewhere.invalid"));
  }

  @TestFactory
  Stream<DynamicTest> pagesOfOtherSitesMayNotAsk() throws IOException {
    return each(
        "forbidden-origin",
        new RunningServer(sample.sample().collections()),
        request -> request.withHeader("Sec-Fetch-Site", "cross-site"));
  }

  @TestFactory
  Stream<DynamicTest> theKeyIsTakenInEveryWayThatIsDescribed() {
    String basic =
        Base64.getEncoder().encodeToString(("anybody:" + KEY).getBytes(StandardCharsets.UTF_8));
    Map<String, List<String>> headers =
        Map.of(
            "bearer", List.of("Authorization", "Bearer " + KEY),
            "apiKey", List.of("X-Api-Key", KEY),
            "basic", List.of("Authorization", "Basic " + basic));
    Set<String> described = new TreeSet<>();
    FILE.root().at("/components/securitySchemes").fieldNames().forEachRemaining(described::add);
    assertThat(described).isEqualTo(new TreeSet<>(headers.keySet()));
    return headers.entrySet().stream()
        .map(
            way ->
                DynamicTest.dynamicTest(
                    way.getKey(),
                    () -> {
                      try (RunningServer server = locked();
                          ApiClient client = sample.client(server)) {
                        ApiOperation operation = FILE.operation("listCollections");
                        ExampleRequest request =
                            RefusedRequests.plain(operation)
                                .withHeader(way.getValue().get(0), way.getValue().get(1));
                        assertThat(client.send(operation, request).statusCode()).isEqualTo(200);
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> moreThanMayWaitAreTurnedAway() {
    return describing("overloaded")
        .map(
            operation ->
                DynamicTest.dynamicTest(operation.id(), () -> assertTurnedAway(operation)));
  }

  private static void assertTurnedAway(ApiOperation operation) throws IOException {
    HeldCollections held = HeldCollections.searchesAndPictures(sample.sample().collections());
    Capacity one = new Capacity(1, 0);
    try (RunningServer server = new RunningServer(held, options -> options.withCapacity(one));
        ApiClient client = sample.client(server)) {
      ExampleRequest request = RefusedRequests.plain(operation);
      List<CompletableFuture<HttpResponse<byte[]>>> sent = new ArrayList<>();
      CompletableFuture<HttpResponse<byte[]>> turnedAway = new CompletableFuture<>();
      for (int i = 0; i < CROWD && !turnedAway.isDone(); i++) {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(operation, request);
        // While all are held, only those that are turned away are answered.
        sent.add(answer.whenComplete((response, failure) -> turnedAway.complete(response)));
      }
      assertProblem(operation, turnedAway.join(), "overloaded");
      held.release();
      CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
      assertThat(sent).extracting(answer -> answer.join().statusCode()).contains(200);
    }
  }

  @Test
  void aPictureThatIsNotToBeHadFromTheWebIsUnavailable() throws IOException {
    assertThat(describing("picture-unavailable"))
        .extracting(ApiOperation::id)
        .containsExactly("getImage");
    try (TestWeb web = new TestWeb()) {
      assertPicture(web, "picture-unavailable");
    }
  }

  @Test
  void aPictureThatDoesNotComeInTimeIsATimeout() throws IOException {
    assertThat(describing("timeout")).extracting(ApiOperation::id).containsExactly("getImage");
    CountDownLatch given = new CountDownLatch(1);
    try (TestWeb web = new TestWeb()) {
      web.on("/picture.png", out -> given.await());
      assertPicture(web, "timeout");
      given.countDown();
    }
  }

  private static void assertPicture(TestWeb web, String problem) throws IOException {
    ApiOperation operation = FILE.operation("getImage");
    Collections elsewhere = elsewhere(web.url("/picture.png"));
    try (RemotePictures pictures = new RemotePictures(web.policy(), IMPATIENT);
        RunningServer server =
            new RunningServer(CompletableFuture.completedFuture(elsewhere), Optional.of(pictures));
        ApiClient client = sample.client(server)) {
      assertProblem(operation, client.send(operation, RefusedRequests.plain(operation)), problem);
    }
  }

  /** The sample's collections, all pictures of which are at one address of the web. */
  private static Collections elsewhere(String address) {
    return new ForwardingCollections(sample.sample().collections()) {
      @Override
      public Optional<PictureLocation> picture(String collection, String id) {
        return Optional.of(new PictureLocation.WebAddress(address));
      }
    };
  }

  @Test
  void everyDescribedProblemIsBroughtAboutBySomeTest() {
    Set<String> circumstances =
        Set.of(
            "not-ready",
            "collection-unavailable",
            "unauthorized",
            "forbidden-host",
            "forbidden-origin",
            "overloaded",
            "picture-unavailable",
            "timeout");
    RefusedRequests refused = new RefusedRequests(FILE);
    List<String> missing = new ArrayList<>();
    for (ApiOperation operation : FILE.operations()) {
      Set<String> broughtAbout = new TreeSet<>(circumstances);
      ExampleRequests.all().stream()
          .filter(request -> request.operation().equals(operation.id()))
          .filter(request -> request.problem() != null)
          .forEach(request -> broughtAbout.add(request.problem()));
      if (!refused.unknownNames(operation).isEmpty()) {
        broughtAbout.add("invalid-request");
      }
      if (!refused.pathNames(operation).isEmpty()) {
        broughtAbout.add("not-found");
      }
      if (!refused.longBodies(operation).isEmpty()) {
        broughtAbout.add("content-too-large");
      }
      if (!operation.bodies().isEmpty()) {
        broughtAbout.add("unsupported-media-type");
      }
      for (String problem : problems(operation)) {
        if (!broughtAbout.contains(problem)) {
          missing.add(operation.id() + " " + problem);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** A change that makes a request run into a problem. */
  @FunctionalInterface
  private interface Change {
    ExampleRequest of(ExampleRequest request);
  }

  /** A test for every operation: a problem where it is described, none where it is not. */
  private static Stream<DynamicTest> each(String problem, RunningServer server, Change change) {
    ApiClient client = sample.client(server);
    return FILE.operations().stream()
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.id(),
                    () -> {
                      HttpResponse<byte[]> answer =
                          client.send(operation, change.of(RefusedRequests.plain(operation)));
                      if (problems(operation).contains(problem)) {
                        assertProblem(operation, answer, problem);
                      } else {
                        assertThat(answer.statusCode())
                            .as(Conformance.text(answer))
                            .isLessThan(400);
                      }
                    }))
        .onClose(client::close)
        .onClose(server::close);
  }

  private static Stream<ApiOperation> describing(String problem) {
    return FILE.operations().stream().filter(operation -> problems(operation).contains(problem));
  }

  private static Set<String> problems(ApiOperation operation) {
    Set<String> problems = new TreeSet<>();
    for (ApiOperation.Response response : operation.responses().values()) {
      response.problems().forEach(type -> problems.add(type.substring(Problem.TYPES.length())));
    }
    return problems;
  }

  private static void assertProblem(
      ApiOperation operation, HttpResponse<byte[]> answer, String problem) {
    assertThat(Conformance.problem(answer)).as(Conformance.text(answer)).isEqualTo(problem);
    assertThat(CONFORMANCE.defects(operation, answer)).isEmpty();
  }

  private static RunningServer locked() throws IOException {
    ApiKeys keys = ApiKeys.parse(KEY, "test");
    Access access = new Access(keys, false, Set.of(), Set.of());
    return new RunningServer(sample.sample().collections(), options -> options.withAccess(access));
  }
}
