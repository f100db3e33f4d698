package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.web.RefusedRequests.Refused;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the description does not allow is refused, by name. */
@ExtendWith(SampleServer.class)
class OpenApiRefusalsTest {
  private static final OpenApiFile FILE = OpenApiFile.read();
  private static final Conformance CONFORMANCE = new Conformance(FILE);
  private static final RefusedRequests REFUSED = new RefusedRequests(FILE);

  private static final Pattern LIST = Pattern.compile("expected one of \\[(.*?)\\]");

  private static ApiClient client;

  @BeforeAll
  static void start(SampleServer.Running running) {
    client = running.client();
  }

  @TestFactory
  Stream<DynamicTest> anUnknownNameIsRefusedWithTheKnownOnes() {
    return rule(400, "invalid-request", REFUSED::unknownNames);
  }

  @TestFactory
  Stream<DynamicTest> aParameterOfAnotherTypeOrBeyondItsLimitsIsRefusedByName() {
    return rule(400, "invalid-request", REFUSED::queryValues);
  }

  @TestFactory
  Stream<DynamicTest> aFormFieldOfAnotherTypeOrBeyondItsLimitsIsRefusedByName() {
    return rule(400, "invalid-request", REFUSED::formValues);
  }

  @TestFactory
  Stream<DynamicTest> aValueOfAnotherTypeOrBeyondItsLimitsInABodyIsRefusedByName() {
    return rule(400, "invalid-request", REFUSED::bodyValues);
  }

  @TestFactory
  Stream<DynamicTest> aNameInThePathThatLeadsNowhereIsNotFound() {
    return rule(404, "not-found", REFUSED::pathNames);
  }

  @TestFactory
  Stream<DynamicTest> aBodyOfAnotherMediaTypeIsRefused() {
    return rule(415, "unsupported-media-type", REFUSED::mediaTypes);
  }

  @TestFactory
  Stream<DynamicTest> aBodyThatIsTooLongIsRefused() {
    return rule(413, "content-too-large", REFUSED::longBodies);
  }

  /** A test for each operation that describes this answer; all that is wrong with it at once. */
  private static Stream<DynamicTest> rule(
      int status, String problem, Function<ApiOperation, List<Refused>> requests) {
    return FILE.operations().stream()
        .filter(operation -> operation.responses().containsKey(status))
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.id(),
                    () -> {
                      List<String> defects = new ArrayList<>();
                      for (Refused refused : requests.apply(operation)) {
                        defects(operation, refused, status, problem)
                            .forEach(defect -> defects.add(refused.what() + ": " + defect));
                      }
                      assertThat(defects).isEmpty();
                    }));
  }

  private static List<String> defects(
      ApiOperation operation, Refused refused, int status, String problem) {
    HttpResponse<byte[]> answer = client.send(operation, refused.request());
    if (answer.statusCode() != status || !Conformance.problem(answer).equals(problem)) {
      String text = Conformance.text(answer);
      return List.of(
          "expected %d %s, found %d %s"
              .formatted(
                  status,
                  problem,
                  answer.statusCode(),
                  text.substring(0, Math.min(200, text.length()))));
    }
    List<String> defects = new ArrayList<>(CONFORMANCE.defects(operation, answer));
    String detail = Conformance.detail(answer);
    for (String name : refused.named()) {
      if (!detail.contains(name)) {
        defects.add("expected a detail that names %s, found: %s".formatted(name, detail));
      }
    }
    if (!refused.known().isEmpty() && !listed(detail).equals(refused.known())) {
      defects.add("expected the names %s, found: %s".formatted(refused.known(), detail));
    }
    return defects;
  }

  /** What an error says to be known: neither more nor less than the description does. */
  private static Set<String> listed(String detail) {
    Matcher list = LIST.matcher(detail);
    return list.find() ? Set.of(list.group(1).split(", ", -1)) : Set.of();
  }
}
