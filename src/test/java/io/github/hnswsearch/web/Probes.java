package io.github.hnswsearch.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Values at and beyond the limits of a schema. */
final class Probes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Values of every kind, for any schema. */
  private static final List<String> KINDS =
      List.of(
          "null", "true", "-1", "0.25", "1e12", "\"\"", "\"no-such-value\"", "[]", "[true]", "{}");

  /** What people and programs send for numbers, switches and choices. */
  private static final List<String> TEXTS =
      List.of(
          "",
          "no-such-value",
          "-1",
          "0",
          "1.5",
          "NaN",
          "Infinity",
          "1e12",
          "0x10",
          "1d",
          "TRUE",
          "yes",
          "null");

  private Probes() {}

  /** Texts that a parameter of a schema does not allow. */
  static List<String> refusedTexts(JsonNode schema, OpenApiFile file) {
    Set<String> texts = new LinkedHashSet<>(TEXTS);
    limits(schema, file, true).forEach(value -> texts.add(value.asText()));
    return texts.stream().filter(text -> !file.allows(schema, read(text, schema, file))).toList();
  }

  /** The least, the greatest and every named value of a schema. */
  static List<String> allowedTexts(JsonNode schema, OpenApiFile file) {
    return limits(schema, file, false).stream()
        .filter(value -> file.allows(schema, value))
        .map(JsonNode::asText)
        .toList();
  }

  /** Values that a schema does not allow. */
  static List<JsonNode> refused(JsonNode schema, OpenApiFile file) {
    List<JsonNode> values = new ArrayList<>();
    KINDS.forEach(text -> values.add(parsed(text)));
    values.addAll(limits(schema, file, true));
    return values.stream().filter(value -> !file.allows(schema, value)).toList();
  }

  private static List<JsonNode> limits(JsonNode schema, OpenApiFile file, boolean beyond) {
    List<JsonNode> values = new ArrayList<>();
    schema.path("oneOf").forEach(part -> values.addAll(limits(file.resolved(part), file, beyond)));
    for (String keyword : List.of("minimum", "maximum", "exclusiveMinimum")) {
      if (schema.has(keyword)) {
        BigDecimal limit = schema.get(keyword).decimalValue();
        values.add(number(limit));
        if (beyond) {
          BigDecimal step = isInteger(schema) ? BigDecimal.ONE : new BigDecimal("0.001");
          values.add(number(keyword.equals("maximum") ? limit.add(step) : limit.subtract(step)));
        }
      }
    }
    schema.path("enum").forEach(values::add);
    if (schema.path("type").asText().equals("boolean")) {
      values.add(NODES.booleanNode(true));
      values.add(NODES.booleanNode(false));
    }
    if (schema.has("maxLength")) {
      int length = schema.get("maxLength").asInt();
      values.add(NODES.textNode("a".repeat(beyond ? length + 1 : length)));
    }
    if (beyond && schema.has("maxItems")) {
      int items = schema.get("maxItems").asInt() + 1;
      values.add(NODES.arrayNode().addAll(Collections.nCopies(items, NODES.objectNode())));
    }
    return values;
  }

  private static JsonNode number(BigDecimal value) {
    BigDecimal plain = value.stripTrailingZeros();
    return plain.scale() <= 0 ? NODES.numberNode(plain.longValueExact()) : NODES.numberNode(plain);
  }

  private static boolean isInteger(JsonNode schema) {
    return schema.path("type").asText().equals("integer");
  }

  /** A parameter's text as the JSON that its schema speaks of. */
  static JsonNode read(String text, JsonNode schema, OpenApiFile file) {
    if (ApiOperation.isArray(schema)) {
      return NODES.arrayNode().add(read(text, file.resolved(schema.get("items")), file));
    }
    boolean scalar = isScalar(schema);
    for (JsonNode part : schema.path("oneOf")) {
      scalar |= isScalar(file.resolved(part));
    }
    JsonNode value = scalar ? parsed(text) : NODES.missingNode();
    return value.isNumber() || value.isBoolean() ? value : NODES.textNode(text);
  }

  private static boolean isScalar(JsonNode schema) {
    return Set.of("integer", "number", "boolean").contains(schema.path("type").asText());
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return NODES.missingNode();
    }
  }
}
