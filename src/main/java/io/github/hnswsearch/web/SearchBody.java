package io.github.hnswsearch.web;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The JSON body of a search, read strictly.
 *
 * @param query exactly one of {@code text}, {@code vector} and {@code id}
 * @param parameters the rest
 */
record SearchBody(Query query, SearchParameters parameters) {
  private static final Set<String> QUERY_KEYS = new TreeSet<>(Set.of("text", "vector", "id"));
  private static final Set<String> KEYS =
      new TreeSet<>(Set.of("text", "vector", "id", "mode", "k", "ef", "filter", "from", "size"));
  private static final ObjectReader JSON =
      new ObjectMapper()
          .reader()
          .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * Parses a body.
   *
   * @throws InvalidRequestException if it is not JSON, with line and column; or if a key is unknown
   *     or its value of the wrong type
   */
  static SearchBody parse(byte[] body) throws IOException {
    JsonNode root = tree(body);
    if (!root.isObject()) {
      throw new InvalidRequestException(
          "body: expected a JSON object such as {\"text\": \"graph neural networks\"}, found %s."
              .formatted(name(root)));
    }
    root.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                throw new InvalidRequestException(
                    "body key \"%s\": expected one of %s. Correct or remove it."
                        .formatted(key, KEYS));
              }
            });
    return new SearchBody(
        query(root),
        new SearchParameters(
            text(root, "mode").map(SearchParameters::mode),
            integer(root, "k"),
            integer(root, "ef"),
            texts(root, "filter"),
            integer(root, "from"),
            integer(root, "size")));
  }

  private static JsonNode tree(byte[] body) throws IOException {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String position =
          at == null ? "" : ", line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
      throw new InvalidRequestException(
          "body%s: expected JSON. %s".formatted(position, e.getOriginalMessage()));
    }
  }

  private static Query query(JsonNode root) {
    List<String> given = QUERY_KEYS.stream().filter(root::has).toList();
    if (given.size() != 1) {
      throw new InvalidRequestException(
          "body: expected exactly one of %s, found %s."
              .formatted(QUERY_KEYS, given.isEmpty() ? "none" : given));
    }
    return switch (given.getFirst()) {
      case "vector" -> new Query.ByVector(vector(root.get("vector")));
      case "id" -> new Query.ById(required(text(root, "id"), "id"));
      default -> new Query.ByText(required(text(root, "text"), "text"));
    };
  }

  private static String required(Optional<String> text, String key) {
    return text.filter(value -> !value.isBlank())
        .orElseThrow(
            () -> new InvalidRequestException(key + ": expected a text, found none. Give one."));
  }

  private static float[] vector(JsonNode node) {
    if (!node.isArray()) {
      throw wrongType("vector", "an array of numbers", node);
    }
    float[] components = new float[node.size()];
    for (int i = 0; i < components.length; i++) {
      JsonNode component = node.get(i);
      if (!component.isNumber()) {
        throw wrongType("vector[" + i + "]", "a number", component);
      }
      components[i] = component.floatValue();
      if (!Float.isFinite(components[i])) {
        throw new InvalidRequestException(
            "vector[%d]: expected a number that a 32-bit float can hold, found %s. Scale the vector"
                    .formatted(i, component.asText())
                + " down: only its direction counts.");
      }
    }
    return components;
  }

  private static Optional<String> text(JsonNode root, String key) {
    JsonNode node = root.get(key);
    if (node == null) {
      return Optional.empty();
    }
    if (!node.isTextual()) {
      throw wrongType(key, "a text", node);
    }
    return Optional.of(node.textValue());
  }

  private static OptionalInt integer(JsonNode root, String key) {
    JsonNode node = root.get(key);
    if (node == null) {
      return OptionalInt.empty();
    }
    if (!node.canConvertToInt() || !node.isIntegralNumber()) {
      throw wrongType(key, "a whole number", node);
    }
    return OptionalInt.of(node.intValue());
  }

  private static List<String> texts(JsonNode root, String key) {
    JsonNode node = root.get(key);
    if (node == null) {
      return List.of();
    }
    if (!node.isArray()) {
      throw wrongType(key, "an array of texts", node);
    }
    List<String> texts = new ArrayList<>(node.size());
    for (JsonNode element : node) {
      if (!element.isTextual()) {
        throw wrongType(key + "[" + texts.size() + "]", "a text", element);
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  private static InvalidRequestException wrongType(String key, String expected, JsonNode found) {
    return new InvalidRequestException(
        "%s: expected %s, found %s.".formatted(key, expected, name(found)));
  }

  private static String name(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "the text \"" + node.textValue() + "\"";
      case MISSING -> "nothing";
      default -> node.toString();
    };
  }
}
