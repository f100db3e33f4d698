package io.github.hnswsearch.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The requests of {@code openapi-requests.yaml}. */
final class ExampleRequests {
  private static final String FILE = "openapi-requests.yaml";

  /** Stands for a vector of as many components: <code>{vector_of: 384}</code>. */
  private static final String VECTOR_OF = "vector_of";

  private static final List<ExampleRequest> ALL = read();

  private ExampleRequests() {}

  /** All of them, in the order of the file. */
  static List<ExampleRequest> all() {
    return ALL;
  }

  private static List<ExampleRequest> read() {
    YAMLMapper yaml =
        YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    try (InputStream file = ExampleRequests.class.getResourceAsStream(FILE)) {
      List<ExampleRequest> requests =
          yaml.readValue(Objects.requireNonNull(file, FILE), new TypeReference<>() {});
      return requests.stream()
          .map(
              request ->
                  request.body() == null ? request : request.withBody(filled(request.body())))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(FILE + " cannot be read", e);
    }
  }

  /** Those of an operation that succeed, in the order of the file. */
  static Stream<ExampleRequest> good(ApiOperation operation) {
    return ALL.stream()
        .filter(request -> request.operation().equals(operation.id()) && request.succeeds());
  }

  private static JsonNode filled(JsonNode node) {
    if (node.has(VECTOR_OF)) {
      ArrayNode vector = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < node.get(VECTOR_OF).asInt(); i++) {
        vector.add(Math.sin(i + 1.0));
      }
      return vector;
    }
    if (node.isObject()) {
      ObjectNode object = node.deepCopy();
      node.properties().forEach(member -> object.set(member.getKey(), filled(member.getValue())));
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> array.add(filled(element)));
      return array;
    }
    return node;
  }
}
