package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that the description allows are answered as it says, and they use all of it. */
@ExtendWith(SampleServer.class)
class OpenApiRequestsTest {
  private static final OpenApiFile FILE = OpenApiFile.read();
  private static final Conformance CONFORMANCE = new Conformance(FILE);
  private static final List<ExampleRequest> REQUESTS = ExampleRequests.all();
  private static final Map<ExampleRequest, HttpResponse<byte[]>> ANSWERS = new LinkedHashMap<>();

  private static RunningServer server;
  private static ApiClient client;

  @BeforeAll
  static void sendAll(SampleServer.Running running) {
    server = running.server();
    client = running.client();
    for (ExampleRequest request : REQUESTS) {
      ANSWERS.put(request, client.send(FILE.operation(request.operation()), request));
    }
  }

  @Test
  void everyOperationIsARouteAndEveryRouteIsDescribed() {
    List<String> described = new ArrayList<>();
    for (ApiOperation operation : FILE.operations()) {
      described.add(operation.method() + " " + operation.path());
      if (operation.method().equals("GET")) {
        described.add("HEAD " + operation.path());
      }
    }
    // Pages for people, and what they load.
    List<String> routes =
        server.routes().stream()
            .filter(route -> !route.matches("(GET|HEAD) /(|c/.*|assets/.*|docs/.*)|POST /c/.*"))
            .filter(route -> !route.matches("(BEFORE|AFTER) .*"))
            .toList();
    assertThat(routes).containsExactlyInAnyOrderElementsOf(described);
  }

  @TestFactory
  Stream<DynamicTest> aRequestIsAnsweredAsDescribed() {
    return REQUESTS.stream()
        .map(
            request ->
                DynamicTest.dynamicTest(
                    request.toString(), () -> assertAnswer(request, ANSWERS.get(request))));
  }

  @TestFactory
  Stream<DynamicTest> theLeastTheGreatestAndEveryNamedValueOfAParameterIsTaken() {
    return FILE.operations().stream()
        .flatMap(
            operation ->
                operation.parameters("query").stream()
                    .map(
                        parameter ->
                            DynamicTest.dynamicTest(
                                operation.id() + " " + parameter.name(),
                                () -> assertTaken(operation, parameter))));
  }

  private static void assertTaken(ApiOperation operation, ApiOperation.Parameter parameter) {
    ExampleRequest using = RefusedRequests.using(operation, parameter.name());
    for (String value : Probes.allowedTexts(parameter.schema(), FILE)) {
      ExampleRequest request = using.withQuery(parameter.name(), List.of(value));
      assertAnswer(request, client.send(operation, request));
    }
  }

  @Test
  void everyParameterIsUsedByARequestThatSucceeds() {
    TreeSet<String> unused = new TreeSet<>();
    for (ApiOperation operation : FILE.operations()) {
      for (ApiOperation.Parameter parameter : operation.parameters()) {
        if (ExampleRequests.good(operation).noneMatch(request -> uses(request, parameter))) {
          unused.add(operation.id() + " " + parameter.name());
        }
      }
      for (String field : operation.formFields(FILE).keySet()) {
        if (ExampleRequests.good(operation).allMatch(request -> request.form(field).isEmpty())) {
          unused.add(operation.id() + " form " + field);
        }
      }
    }
    assertThat(unused).isEmpty();
  }

  private static boolean uses(ExampleRequest request, ApiOperation.Parameter parameter) {
    return switch (parameter.in()) {
      case "path" -> request.path() != null && request.path().containsKey(parameter.name());
      case "header" -> request.headers() != null && request.headers().containsKey(parameter.name());
      default -> !request.query(parameter.name()).isEmpty();
    };
  }

  @Test
  void everyKeyOfABodyIsUsedByARequestThatSucceeds() {
    SchemaWalk walk = new SchemaWalk(FILE);
    for (ApiOperation operation : FILE.operations()) {
      JsonNode schema = operation.bodies().get(ApiOperation.JSON);
      if (schema != null) {
        TreeSet<String> unused = new TreeSet<>(walk.properties(schema));
        ExampleRequests.good(operation)
            .filter(request -> request.body() != null)
            .forEach(request -> unused.removeAll(walk.used(request.body(), schema)));
        assertThat(unused).as(operation.id()).isEmpty();
      }
    }
  }

  @Test
  void everyPropertyOfAnAnswerIsSeenInSomeAnswer() {
    SchemaWalk walk = new SchemaWalk(FILE);
    TreeSet<String> unseen = new TreeSet<>();
    TreeSet<String> seen = new TreeSet<>();
    for (ApiOperation operation : FILE.operations()) {
      for (ApiOperation.Response response : operation.responses().values()) {
        response.bodies().values().stream()
            .filter(JsonNode::isObject)
            .forEach(schema -> unseen.addAll(walk.properties(schema)));
      }
    }
    ANSWERS.forEach(
        (request, answer) -> {
          ApiOperation.Response response =
              FILE.operation(request.operation()).responses().get(answer.statusCode());
          if (response != null && response.bodies().containsKey(Conformance.mediaType(answer))) {
            JsonNode schema = response.bodies().get(Conformance.mediaType(answer));
            seen.addAll(walk.used(Conformance.value(answer), schema));
          }
        });
    unseen.removeAll(seen);
    // Each of these names one kind of problem; which are seen is another rule's.
    unseen.removeIf(place -> place.startsWith("/components/responses/"));
    assertThat(unseen).isEmpty();
  }

  static void assertAnswer(ExampleRequest request, HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode())
        .as("%s: %s", request, Conformance.text(answer))
        .isEqualTo(request.expect());
    assertThat(CONFORMANCE.defects(FILE.operation(request.operation()), answer))
        .as(request.toString())
        .isEmpty();
    if (request.problem() != null) {
      assertThat(Conformance.problem(answer)).as(request.toString()).isEqualTo(request.problem());
    }
    if (request.detail() != null) {
      assertThat(Conformance.detail(answer)).as(request.toString()).contains(request.detail());
    }
  }
}
