package io.github.hnswsearch.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.SearchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** An object of a JSON body, read strictly: nothing misspelt or of another type is passed over. */
final class BodyObject {
  private final JsonNode node;
  private final String path;

  private BodyObject(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /**
   * Reads an object.
   *
   * @param path what leads to it, such as {@code fusion.}; empty for the body itself
   * @param known the keys that it may have
   * @throws InvalidRequestException if there is another key, listing the known ones
   */
  static BodyObject of(JsonNode node, String path, Set<String> known) {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                throw new InvalidRequestException(
                    "body key \"%s%s\": expected one of %s. Correct or remove it."
                        .formatted(path, key, new TreeSet<>(known)));
              }
            });
    return new BodyObject(node, path);
  }

  boolean has(String key) {
    return node.has(key);
  }

  Optional<String> text(String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrongType(key, "a text", value);
    }
    return Optional.of(value.textValue());
  }

  /** A text that is there and not blank. */
  String requiredText(String key) {
    return text(key)
        .filter(value -> !value.isBlank())
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "%s%s: expected a text, found none. Give one.".formatted(path, key)));
  }

  /** The same, short enough to be searched for. */
  String requiredQuery(String key) {
    return shortEnough(key, requiredText(key));
  }

  /** A text that is short enough to be searched for, and may be blank; blank where left out. */
  String query(String key) {
    return shortEnough(key, text(key).orElse(""));
  }

  private String shortEnough(String key, String text) {
    if (text.length() > SearchRequest.MAX_QUERY_CHARACTERS) {
      throw new InvalidRequestException(
          "%s%s: expected at most %d characters, found %d. Shorten the query."
              .formatted(path, key, SearchRequest.MAX_QUERY_CHARACTERS, text.length()));
    }
    return text;
  }

  OptionalInt integer(String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw wrongType(key, "a whole number", value);
    }
    return OptionalInt.of(value.intValue());
  }

  OptionalDouble number(String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      return OptionalDouble.empty();
    }
    if (!value.isNumber()) {
      throw wrongType(key, "a number", value);
    }
    return OptionalDouble.of(value.doubleValue());
  }

  /** False where it is left out. */
  boolean flag(String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw wrongType(key, "true or false", value);
    }
    return value.booleanValue();
  }

  /** A number, or what {@code true} stands for; empty for {@code false}. */
  OptionalDouble flagOrNumber(String key, double whenTrue) {
    JsonNode value = node.get(key);
    if (value != null && value.isBoolean()) {
      return value.booleanValue() ? OptionalDouble.of(whenTrue) : OptionalDouble.empty();
    }
    if (value != null && !value.isNumber()) {
      throw wrongType(key, "true, false or a number", value);
    }
    return number(key);
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(key, "an array of texts")) {
      if (!element.isTextual()) {
        throw wrongType(key + "[" + texts.size() + "]", "a text", element);
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /** The components of a vector. */
  float[] vector(String key) {
    JsonNode array = array(key, "an array of numbers");
    float[] components = new float[array.size()];
    for (int i = 0; i < components.length; i++) {
      JsonNode component = array.get(i);
      if (!component.isNumber()) {
        throw wrongType(key + "[" + i + "]", "a number", component);
      }
      components[i] = component.floatValue();
      if (!Float.isFinite(components[i])) {
        throw new InvalidRequestException(
            "%s%s[%d]: expected a number that a 32-bit float can hold, found %s. Scale the vector"
                    .formatted(path, key, i, component.asText())
                + " down: only its direction counts.");
      }
    }
    return components;
  }

  /** The elements of an array, none where it is left out. */
  JsonNode array(String key, String expected) {
    JsonNode value = node.path(key);
    if (!value.isArray() && !value.isMissingNode()) {
      throw wrongType(key, expected, value);
    }
    return value;
  }

  /** An object within this one, empty where it is left out. */
  Optional<BodyObject> object(String key, Set<String> known) {
    JsonNode value = node.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw wrongType(key, "an object", value);
    }
    return Optional.of(of(value, path + key + ".", known));
  }

  private InvalidRequestException wrongType(String key, String expected, JsonNode found) {
    return new InvalidRequestException(
        "%s%s: expected %s, found %s.".formatted(path, key, expected, describe(found)));
  }

  /** What a value is, in a message. */
  static String describe(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "the text \"" + value.textValue() + "\"";
      case MISSING -> "nothing";
      default -> value.toString();
    };
  }
}
