package io.github.hnswsearch.web;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Goes through a value and its schema side by side. */
final class SchemaWalk {
  private final OpenApiFile file;

  /** The place of every node of the file; equal nodes stand in several. */
  private final IdentityHashMap<JsonNode, String> places = new IdentityHashMap<>();

  /**
   * A value within a value.
   *
   * @param at where it is
   * @param schema what describes it, references resolved
   */
  record Place(JsonPointer at, JsonNode value, JsonNode schema) {
    /** The last name in its path: what an error calls it. */
    String name() {
      JsonPointer pointer = at;
      while (!pointer.matches() && pointer.last().mayMatchElement()) {
        pointer = pointer.head();
      }
      return pointer.matches() ? "" : pointer.last().getMatchingProperty();
    }
  }

  SchemaWalk(OpenApiFile file) {
    this.file = file;
    name(file.root(), JsonPointer.empty());
  }

  private void name(JsonNode node, JsonPointer at) {
    places.put(node, at.toString());
    node.properties()
        .forEach(property -> name(property.getValue(), at.appendProperty(property.getKey())));
    for (int i = 0; i < node.size() && node.isArray(); i++) {
      name(node.get(i), at.appendIndex(i));
    }
  }

  /** Where in the file a schema stands. */
  String place(JsonNode schema) {
    return places.getOrDefault(schema, "");
  }

  /** A value and all values in it that a schema describes. */
  List<Place> places(JsonNode value, JsonNode schema) {
    List<Place> found = new ArrayList<>();
    walk(new Place(JsonPointer.empty(), value, file.resolved(schema)), found);
    return found;
  }

  private void walk(Place place, List<Place> found) {
    found.add(place);
    JsonNode schema = place.schema();
    for (String combination : List.of("allOf", "anyOf", "oneOf")) {
      for (JsonNode part : schema.path(combination)) {
        JsonNode branch = file.resolved(part);
        if (file.allows(branch, place.value())) {
          walk(new Place(place.at(), place.value(), branch), found);
        }
      }
    }
    for (Map.Entry<String, JsonNode> member : place.value().properties()) {
      JsonNode described = schema.path("properties").path(member.getKey());
      JsonNode other = schema.path("additionalProperties");
      JsonNode inner = described.isMissingNode() ? other : described;
      if (inner.isObject()) {
        JsonPointer at = place.at().appendProperty(member.getKey());
        walk(new Place(at, member.getValue(), file.resolved(inner)), found);
      }
    }
    if (place.value().isArray() && schema.has("items")) {
      JsonNode items = file.resolved(schema.get("items"));
      for (int i = 0; i < place.value().size(); i++) {
        walk(new Place(place.at().appendIndex(i), place.value().get(i), items), found);
      }
    }
  }

  /** Places in the file of all properties that a value of a schema may have. */
  List<String> properties(JsonNode schema) {
    List<String> found = new ArrayList<>();
    collect(file.resolved(schema), found);
    return found;
  }

  private void collect(JsonNode schema, List<String> found) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String place = place(schema) + "/properties/" + property.getKey();
      if (!found.contains(place)) {
        found.add(place);
        collect(file.resolved(property.getValue()), found);
      }
    }
    for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
      schema.path(keyword).forEach(part -> collect(file.resolved(part), found));
    }
    for (String keyword : List.of("items", "additionalProperties")) {
      if (schema.path(keyword).isObject()) {
        collect(file.resolved(schema.get(keyword)), found);
      }
    }
  }

  /** The same of the properties that a value has. */
  List<String> used(JsonNode value, JsonNode schema) {
    List<String> used = new ArrayList<>();
    for (Place place : places(value, schema)) {
      for (Map.Entry<String, JsonNode> member : place.value().properties()) {
        if (place.schema().path("properties").has(member.getKey())) {
          used.add(place(place.schema()) + "/properties/" + member.getKey());
        }
      }
    }
    return used;
  }
}
