package io.github.hnswsearch.web;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Requests that the description does not allow, each made from a good one by a single change, so
 * that nothing but the change can be what is refused.
 */
final class RefusedRequests {
  static final String NO_SUCH_NAME = "no_such_name";

  private final OpenApiFile file;
  private final SchemaWalk walk;

  /**
   * A bad request.
   *
   * @param what was changed
   * @param named what the problem's detail must name
   * @param known names that it must list, and no others; empty where it need list none
   */
  record Refused(String what, ExampleRequest request, Set<String> named, Set<String> known) {
    Refused(String what, ExampleRequest request, Set<String> named) {
      this(what, request, named, Set.of());
    }
  }

  RefusedRequests(OpenApiFile file) {
    this.file = file;
    this.walk = new SchemaWalk(file);
  }

  /** A query parameter, form field or key of an object in the body that nobody knows. */
  List<Refused> unknownNames(ApiOperation operation) {
    List<Refused> refused = new ArrayList<>();
    ExampleRequest plain = plain(operation);
    refused.add(
        new Refused(
            "?" + NO_SUCH_NAME,
            plain.withQuery(NO_SUCH_NAME, List.of("1")),
            Set.of(NO_SUCH_NAME),
            operation.queryNames()));
    if (!operation.formFields(file).isEmpty()) {
      refused.add(
          new Refused(
              "form " + NO_SUCH_NAME,
              plain.withForm(NO_SUCH_NAME, List.of("1")),
              Set.of(NO_SUCH_NAME),
              formNames(operation)));
    }
    for (Body body : bodies(operation)) {
      if (body.place().value().isObject()
          && body.place().schema().path("additionalProperties").isBoolean()) {
        Set<String> known = new TreeSet<>();
        body.place().schema().path("properties").fieldNames().forEachRemaining(known::add);
        JsonNode changed = body.request().body().deepCopy();
        ((ObjectNode) changed.at(body.place().at())).put(NO_SUCH_NAME, 1);
        refused.add(
            new Refused(
                body.place().at() + "/" + NO_SUCH_NAME,
                body.request().withBody(changed),
                Set.of(NO_SUCH_NAME),
                known));
      }
    }
    return refused;
  }

  /** Values of query parameters that their schemas do not allow. */
  List<Refused> queryValues(ApiOperation operation) {
    List<Refused> refused = new ArrayList<>();
    for (ApiOperation.Parameter parameter : operation.parameters("query")) {
      ExampleRequest using = using(operation, parameter.name());
      for (String value : Probes.refusedTexts(parameter.schema(), file)) {
        refused.add(
            new Refused(
                "?%s=%s".formatted(parameter.name(), shortened(value)),
                using.withQuery(parameter.name(), List.of(value)),
                Set.of(parameter.name())));
      }
      if (!parameter.isRepeatable()) {
        String value = using.query(parameter.name()).getFirst();
        refused.add(
            new Refused(
                parameter.name() + " twice",
                using.withQuery(parameter.name(), List.of(value, value)),
                Set.of(parameter.name())));
      }
    }
    return refused;
  }

  /** The same of form fields. */
  List<Refused> formValues(ApiOperation operation) {
    List<Refused> refused = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : operation.formFields(file).entrySet()) {
      String name = field.getKey();
      ExampleRequest using =
          first(operation, request -> !request.form(name).isEmpty(), "form field " + name);
      for (String value : Probes.refusedTexts(field.getValue(), file)) {
        refused.add(
            new Refused(
                "form %s=%s".formatted(name, shortened(value)),
                using.withForm(name, List.of(value)),
                Set.of(name)));
      }
      if (!ApiOperation.isArray(field.getValue())) {
        String value = using.form(name).getFirst();
        refused.add(
            new Refused(
                "form " + name + " twice",
                using.withForm(name, List.of(value, value)),
                Set.of(name)));
      }
    }
    return refused;
  }

  /** Values anywhere in the body that their schemas do not allow, and required keys left out. */
  List<Refused> bodyValues(ApiOperation operation) {
    List<Refused> refused = new ArrayList<>();
    Set<String> done = new LinkedHashSet<>();
    for (Body body : bodies(operation)) {
      JsonPointer at = body.place().at();
      if (at.matches() || !done.add(at.toString().replaceAll("/\\d+", "/*"))) {
        continue;
      }
      for (JsonNode value : Probes.refused(body.place().schema(), file)) {
        JsonNode changed = body.request().body().deepCopy();
        JsonNode owner = changed.at(at.head());
        if (owner instanceof ArrayNode array) {
          array.set(at.last().getMatchingIndex(), value);
        } else {
          ((ObjectNode) owner).set(at.last().getMatchingProperty(), value);
        }
        refused.add(
            new Refused(
                at + " = " + shortened(value.toString()),
                body.request().withBody(changed),
                Set.of(body.place().name())));
      }
    }
    return refused;
  }

  /** A collection and an item that are not there. */
  List<Refused> pathNames(ApiOperation operation) {
    List<Refused> refused = new ArrayList<>();
    for (ApiOperation.Parameter parameter : operation.parameters("path")) {
      Map<String, String> path = new LinkedHashMap<>(plain(operation).path());
      path.put(parameter.name(), "no-such-name");
      refused.add(
          new Refused(parameter.name(), plain(operation).withPath(path), Set.of("no-such-name")));
    }
    return refused;
  }

  /** Bodies of a media type that no operation reads. */
  List<Refused> mediaTypes(ApiOperation operation) {
    return Stream.of("text/plain", "application/x-www-form-urlencoded", "image/png")
        .map(type -> new Refused(type, plain(operation).withText("q=a", type), Set.of()))
        .toList();
  }

  /** Bodies of one byte more than is read. */
  List<Refused> longBodies(ApiOperation operation) {
    if (operation.bodies().containsKey(ApiOperation.JSON)) {
      String spaces = " ".repeat(RequestBody.MAX_BYTES + 1);
      return List.of(
          new Refused(
              "a long body", plain(operation).withText(spaces, ApiOperation.JSON), Set.of("body")));
    }
    return List.of();
  }

  /** The first good request of an operation. */
  static ExampleRequest plain(ApiOperation operation) {
    return first(operation, request -> true, "good request");
  }

  /** The first good request that uses a query parameter. */
  static ExampleRequest using(ApiOperation operation, String parameter) {
    return first(
        operation, request -> !request.query(parameter).isEmpty(), "request with " + parameter);
  }

  private static ExampleRequest first(
      ApiOperation operation, Predicate<ExampleRequest> wanted, String description) {
    return ExampleRequests.good(operation)
        .filter(wanted)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "openapi-requests.yaml: " + operation.id() + " has no " + description));
  }

  /** A value in the body of a good request. */
  private record Body(ExampleRequest request, SchemaWalk.Place place) {}

  private List<Body> bodies(ApiOperation operation) {
    JsonNode schema = operation.bodies().get(ApiOperation.JSON);
    if (schema == null) {
      return List.of();
    }
    return ExampleRequests.good(operation)
        .filter(request -> request.body() != null)
        .flatMap(
            request ->
                walk.places(request.body(), schema).stream().map(place -> new Body(request, place)))
        .toList();
  }

  private Set<String> formNames(ApiOperation operation) {
    Set<String> names = new TreeSet<>(operation.formFields(file).keySet());
    names.add("file");
    return names;
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }
}
