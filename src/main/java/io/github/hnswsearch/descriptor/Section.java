package io.github.hnswsearch.descriptor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hnswsearch.record.Abbreviated;
import io.github.hnswsearch.record.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A mapping of a descriptor with typed access to its keys; every refusal names place and key. */
final class Section {
  private final String path;
  private final ObjectNode node;
  private final UnaryOperator<String> locate;

  private Section(String path, ObjectNode node, UnaryOperator<String> locate) {
    this.path = path;
    this.node = node;
    this.locate = locate;
  }

  /**
   * @param locate from a key's dotted path to the place that an error names
   * @param known the keys that may occur
   */
  static Section root(ObjectNode node, UnaryOperator<String> locate, String... known)
      throws BadInputException {
    return new Section("", node, locate).refuseOthers(known);
  }

  private Section refuseOthers(String... known) throws BadInputException {
    for (String key : keys()) {
      if (!Arrays.asList(known).contains(key)) {
        throw bad(
            key,
            "unknown key \"" + Abbreviated.text(key) + "\"",
            "Known here are " + String.join(", ", known));
      }
    }
    return this;
  }

  List<String> keys() {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** A mapping below this one with the given known keys, null where there is none. */
  @Nullable Section section(String key, String... known) throws BadInputException {
    Section section = open(key);
    return section == null ? null : section.refuseOthers(known);
  }

  /** A mapping whose keys the user chooses. */
  @Nullable Section open(String key) throws BadInputException {
    JsonNode value = node.get(key);
    if (value == null) {
      return null;
    }
    if (!(value instanceof ObjectNode object)) {
      throw unexpected(key, "keys of its own", value);
    }
    return new Section(pathOf(key), object, locate);
  }

  <T> T required(String key, @Nullable T value) throws BadInputException {
    if (value == null) {
      throw new BadInputException(
          locate.apply(path),
          "expected the key \"" + pathOf(key) + "\", found none",
          "Add it; see importer/ for examples");
    }
    return value;
  }

  @Nullable String text(String key) throws BadInputException {
    JsonNode value = node.get(key);
    return value == null ? null : text(key, value);
  }

  /** One text or a list of them. */
  @Nullable List<String> texts(String key) throws BadInputException {
    JsonNode value = node.get(key);
    if (value == null) {
      return null;
    }
    if (!(value instanceof ArrayNode array)) {
      return List.of(text(key, value));
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array) {
      texts.add(text(key + "[" + texts.size() + "]", element));
    }
    if (texts.isEmpty()) {
      throw bad(key, "expected at least one entry, found none", "Name one or leave the key out");
    }
    return texts;
  }

  private String text(String key, JsonNode value) throws BadInputException {
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw unexpected(
          key, value.isNumber() || value.isBoolean() ? "text in quotes" : "text", value);
    }
    return value.textValue();
  }

  int integer(String key, int least, int most, int otherwise) throws BadInputException {
    JsonNode value = node.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      throw unexpected(key, "a whole number from " + least + " to " + most, value);
    }
    return value.intValue();
  }

  /** A whole number of 1 or more, empty where there is none. */
  OptionalLong count(String key) throws BadInputException {
    JsonNode value = node.get(key);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
      throw unexpected(key, "a whole number of 1 or more", value);
    }
    return OptionalLong.of(value.longValue());
  }

  /** A finite number of 0 or more. */
  double weight(String key, double otherwise) throws BadInputException {
    JsonNode value = node.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.isNumber() || !Double.isFinite(value.doubleValue()) || value.doubleValue() < 0) {
      throw unexpected(key, "a number of 0 or more", value);
    }
    return value.doubleValue();
  }

  /** One of several constants, by the text that stands for each. */
  <E> @Nullable E choice(String key, E[] constants, Function<E, String> name)
      throws BadInputException {
    String text = text(key);
    if (text == null) {
      return null;
    }
    for (E constant : constants) {
      if (name.apply(constant).equals(text)) {
        return constant;
      }
    }
    String names = Arrays.stream(constants).map(name).collect(Collectors.joining(", "));
    throw bad(
        key,
        "expected one of " + names + "; found \"" + Abbreviated.text(text) + "\"",
        "Choose one of them");
  }

  /** A refusal of a key's value, naming place and key. */
  BadInputException bad(String key, String problem, String advice) {
    return bad(key, problem, advice, null);
  }

  BadInputException bad(String key, String problem, String advice, @Nullable Throwable cause) {
    return new BadInputException(place(key), problem, advice, cause);
  }

  /** Where a key stands, and its name. */
  String place(String key) {
    return locate.apply(pathOf(key)) + ", " + Abbreviated.text(pathOf(key));
  }

  private BadInputException unexpected(String key, String expected, JsonNode found) {
    String what =
        switch (found.getNodeType()) {
          case NULL, MISSING -> "nothing";
          case OBJECT -> "keys of its own";
          case ARRAY -> "a list";
          case STRING ->
              found.textValue().isBlank()
                  ? "nothing"
                  : "the text \"" + Abbreviated.text(found.textValue()) + "\"";
          default -> Abbreviated.text(found.asText());
        };
    return bad(key, "expected " + expected + ", found " + what, "Correct the value");
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
