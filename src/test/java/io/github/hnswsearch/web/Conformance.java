package io.github.hnswsearch.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Whether an answer is what its operation promises. */
final class Conformance {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OpenApiFile file;

  Conformance(OpenApiFile file) {
    this.file = file;
  }

  /** What is not as the file says, in sentences. */
  List<String> defects(ApiOperation operation, HttpResponse<byte[]> answer) {
    ApiOperation.Response promised = operation.responses().get(answer.statusCode());
    if (promised == null) {
      return List.of(
          "status %d is not in the file: %s".formatted(answer.statusCode(), text(answer)));
    }
    List<String> defects = new ArrayList<>();
    promised.headers().forEach((name, header) -> check(name, header, answer, defects));
    if (promised.bodies().isEmpty()) {
      if (answer.body().length > 0) {
        defects.add("a body where none is promised: " + text(answer));
      }
      return defects;
    }
    JsonNode schema = promised.bodies().get(mediaType(answer));
    if (schema == null) {
      defects.add(
          "media type \"%s\": expected one of %s"
              .formatted(mediaType(answer), promised.bodies().keySet()));
    } else if (!schema.isMissingNode()) {
      defects.addAll(file.defects(value(answer), schema));
    }
    return defects;
  }

  private void check(
      String name, ApiOperation.Header header, HttpResponse<byte[]> answer, List<String> defects) {
    if (answer.headers().firstValue(name).isEmpty()) {
      if (header.required()) {
        defects.add("no header " + name);
      }
      return;
    }
    JsonNode value = Probes.read(ApiClient.header(answer, name), header.schema(), file);
    file.defects(value, header.schema())
        .forEach(defect -> defects.add("header " + name + " " + defect));
  }

  static String mediaType(HttpResponse<?> answer) {
    return ApiClient.header(answer, "Content-Type").split(";", -1)[0].strip();
  }

  /** The body as JSON, or as a text where it is none. */
  static JsonNode value(HttpResponse<byte[]> answer) {
    if (!mediaType(answer).endsWith("json")) {
      return JsonNodeFactory.instance.textNode(text(answer));
    }
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError("expected JSON, found: " + text(answer), e);
    }
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** The last segment of a problem's type, empty where the answer is none. */
  static String problem(HttpResponse<byte[]> answer) {
    String type = mediaType(answer).equals(Problem.MEDIA_TYPE) ? typeOf(answer) : "";
    return type.substring(type.lastIndexOf('/') + 1);
  }

  private static String typeOf(HttpResponse<byte[]> answer) {
    return value(answer).path("type").asText();
  }

  static String detail(HttpResponse<byte[]> answer) {
    return value(answer).path("detail").asText();
  }
}
