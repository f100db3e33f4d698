package io.github.hnswsearch.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * An operation as {@code openapi.json} describes it, references resolved.
 *
 * @param bodies schemas of the request body by media type
 * @param responses by status
 */
record ApiOperation(
    String id,
    String method,
    String path,
    List<Parameter> parameters,
    Map<String, JsonNode> bodies,
    Map<Integer, Response> responses) {
  static final String JSON = "application/json";
  static final String FORM = "multipart/form-data";

  /**
   * A parameter.
   *
   * @param in {@code path}, {@code query} or {@code header}
   */
  record Parameter(String name, String in, JsonNode schema) {
    boolean isRepeatable() {
      return isArray(schema);
    }
  }

  /** A header of a response. */
  record Header(boolean required, JsonNode schema) {}

  /** A response: its headers by name, and the schemas of its bodies by media type. */
  record Response(Map<String, Header> headers, Map<String, JsonNode> bodies) {
    /** The types of problem that it may be; none where it is no problem. */
    List<String> problems() {
      List<String> types = new ArrayList<>();
      JsonNode schema = bodies.get(Problem.MEDIA_TYPE);
      if (schema != null) {
        for (JsonNode part : schema.path("allOf")) {
          JsonNode type = part.path("properties").path("type");
          type.path("enum").forEach(value -> types.add(value.asText()));
          if (type.has("const")) {
            types.add(type.get("const").asText());
          }
        }
      }
      return types;
    }
  }

  static boolean isArray(JsonNode schema) {
    return schema.path("type").asText().equals("array");
  }

  List<Parameter> parameters(String in) {
    return parameters.stream().filter(parameter -> parameter.in().equals(in)).toList();
  }

  /** Names of the query parameters, sorted as errors list them. */
  TreeSet<String> queryNames() {
    TreeSet<String> names = new TreeSet<>();
    parameters("query").forEach(parameter -> names.add(parameter.name()));
    return names;
  }

  /** Schemas of what may be sent as text: query parameters, and fields of a form. */
  Map<String, JsonNode> formFields(OpenApiFile file) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    JsonNode form = bodies.get(FORM);
    if (form != null) {
      form.get("properties")
          .properties()
          .forEach(field -> fields.put(field.getKey(), file.resolved(field.getValue())));
      fields.remove("file");
    }
    return fields;
  }

  @Override
  public String toString() {
    return id;
  }
}
