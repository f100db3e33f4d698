package io.github.hnswsearch.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code web/openapi.json}, read as the promises it makes. */
final class OpenApiFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final String REF = "$ref";

  private final JsonNode root;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  private final IdentityHashMap<JsonNode, Schema> compiled = new IdentityHashMap<>();

  private OpenApiFile(JsonNode root) {
    this.root = root;
  }

  static OpenApiFile read() {
    try {
      return new OpenApiFile(
          JSON.readTree(RunningServer.WEB_DIRECTORY.resolve("openapi.json").toFile()));
    } catch (IOException e) {
      throw new IllegalStateException("web/openapi.json cannot be read", e);
    }
  }

  JsonNode root() {
    return root;
  }

  /** All operations, in the order of the file. */
  List<ApiOperation> operations() {
    List<ApiOperation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : root.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
        if (METHODS.contains(member.getKey())) {
          operations.add(
              operation(path.getKey(), path.getValue(), member.getKey(), member.getValue()));
        }
      }
    }
    return operations;
  }

  ApiOperation operation(String id) {
    return operations().stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no operation \"" + id + "\" in openapi.json"));
  }

  private ApiOperation operation(String path, JsonNode item, String method, JsonNode node) {
    List<ApiOperation.Parameter> parameters = new ArrayList<>();
    for (JsonNode owner : List.of(item, node)) {
      for (JsonNode parameter : owner.path("parameters")) {
        JsonNode resolved = resolved(parameter);
        parameters.add(
            new ApiOperation.Parameter(
                resolved.get("name").asText(),
                resolved.get("in").asText(),
                resolved(resolved.get("schema"))));
      }
    }
    Map<Integer, ApiOperation.Response> responses = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> response : node.get("responses").properties()) {
      responses.put(Integer.valueOf(response.getKey()), response(response.getValue()));
    }
    return new ApiOperation(
        node.get("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        path,
        parameters,
        content(resolved(node.path("requestBody"))),
        responses);
  }

  private ApiOperation.Response response(JsonNode node) {
    JsonNode resolved = resolved(node);
    Map<String, ApiOperation.Header> headers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> header : resolved.path("headers").properties()) {
      JsonNode target = resolved(header.getValue());
      headers.put(
          header.getKey(),
          new ApiOperation.Header(
              target.path("required").asBoolean(), resolved(target.get("schema"))));
    }
    return new ApiOperation.Response(headers, content(resolved));
  }

  /** Schemas by media type; a missing node where there is a body that no schema describes. */
  private Map<String, JsonNode> content(JsonNode node) {
    Map<String, JsonNode> schemas = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> content : node.path("content").properties()) {
      schemas.put(content.getKey(), resolved(content.getValue().path("schema")));
    }
    return schemas;
  }

  /** What a reference leads to; anything else is itself. */
  JsonNode resolved(JsonNode node) {
    JsonNode target = node;
    while (target.has(REF)) {
      String reference = target.get(REF).asText();
      target = root.at(reference.substring(1));
      if (target.isMissingNode()) {
        throw new AssertionError("openapi.json: " + reference + " leads nowhere");
      }
    }
    return target;
  }

  /** What is wrong with a value, in sentences; empty where the schema allows it. */
  List<String> defects(JsonNode value, JsonNode schema) {
    return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  boolean allows(JsonNode schema, JsonNode value) {
    return defects(value, schema).isEmpty();
  }

  /** References in a schema lead to the file's components, which are put beside it. */
  private Schema compile(JsonNode schema) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", root.get("components"));
    return registry.getSchema(whole);
  }
}
