package io.github.hnswsearch.dataset.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The keys of a JSON object. An array is several values; an object within is its JSON text. */
final class JsonColumns implements Columns {
  private final ObjectNode object;

  JsonColumns(ObjectNode object) {
    this.object = object;
  }

  @Override
  public List<String> values(String column) {
    JsonNode node = object.path(column);
    if (!node.isArray()) {
      String text = text(node);
      return text.isBlank() ? List.of() : List.of(text);
    }
    List<String> values = new ArrayList<>(node.size());
    for (JsonNode element : node) {
      String text = text(element);
      if (!text.isBlank()) {
        values.add(text);
      }
    }
    return values;
  }

  private static String text(JsonNode node) {
    return node.isNull() ? "" : node.isContainerNode() ? node.toString() : node.asText();
  }

  /** The value itself; a missing node, without elements, where there is none. */
  JsonNode node(String column) {
    return object.path(column);
  }
}
