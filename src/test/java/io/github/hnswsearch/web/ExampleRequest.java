package io.github.hnswsearch.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of {@code openapi-requests.yaml}, and what is to come of it.
 *
 * @param operation names it, as the description does
 * @param path path parameters
 * @param query query parameters, a list where one is repeated
 * @param body JSON
 * @param text a body that is sent as it stands
 * @param type media type of the body; JSON where it is left out
 * @param form fields of a form, of which {@code file} is a {@link FormFile}
 * @param expect the status
 * @param problem the last segment of the problem's type
 * @param detail part of the problem's detail
 */
record ExampleRequest(
    String operation,
    @Nullable Map<String, String> path,
    @Nullable Map<String, Object> query,
    @Nullable Map<String, String> headers,
    @Nullable JsonNode body,
    @Nullable String text,
    @Nullable String type,
    @Nullable Map<String, Object> form,
    @Nullable @JsonProperty("file") FormFile file,
    int expect,
    @Nullable String problem,
    @Nullable String detail) {

  /**
   * A file to upload: one of text, a picture of the sample gallery, a PDF of a sentence, or so many
   * zero bytes.
   */
  record FormFile(
      String name,
      @Nullable String text,
      @Nullable String picture,
      @Nullable String pdf,
      @Nullable Integer zeros) {}

  boolean succeeds() {
    return expect < 400;
  }

  /** The values of a query parameter. */
  List<String> query(String name) {
    return values(query, name);
  }

  /** The values of a form field. */
  List<String> form(String name) {
    return values(form, name);
  }

  private static List<String> values(@Nullable Map<String, Object> map, String name) {
    Object value = map == null ? null : map.get(name);
    return switch (value) {
      case null -> List.of();
      case List<?> list -> list.stream().map(Object::toString).toList();
      default -> List.of(value.toString());
    };
  }

  /** The same request with other values of one query parameter. */
  ExampleRequest withQuery(String name, List<String> values) {
    return new ExampleRequest(
        operation,
        path,
        with(query, name, values),
        headers,
        body,
        text,
        type,
        form,
        file,
        expect,
        problem,
        detail);
  }

  /** The same request with other values of one form field. */
  ExampleRequest withForm(String name, List<String> values) {
    return new ExampleRequest(
        operation,
        path,
        query,
        headers,
        body,
        text,
        type,
        with(form, name, values),
        file,
        expect,
        problem,
        detail);
  }

  /** The same request with another JSON body. */
  ExampleRequest withBody(JsonNode other) {
    return new ExampleRequest(
        operation, path, query, headers, other, text, type, form, file, expect, problem, detail);
  }

  /** The same request with other path parameters. */
  ExampleRequest withPath(Map<String, String> other) {
    return new ExampleRequest(
        operation, other, query, headers, body, text, type, form, file, expect, problem, detail);
  }

  /** The same request with a body of a type that is sent as it stands. */
  ExampleRequest withText(String other, String otherType) {
    return new ExampleRequest(
        operation, path, query, headers, null, other, otherType, null, null, expect, problem,
        detail);
  }

  /** The same request without headers. */
  ExampleRequest withoutHeaders() {
    return new ExampleRequest(
        operation, path, query, null, body, text, type, form, file, expect, problem, detail);
  }

  /** The same request with one more header. */
  ExampleRequest withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers == null ? Map.of() : headers);
    more.put(name, value);
    return new ExampleRequest(
        operation, path, query, more, body, text, type, form, file, expect, problem, detail);
  }

  private static Map<String, Object> with(
      @Nullable Map<String, Object> map, String name, List<String> values) {
    Map<String, Object> changed = new LinkedHashMap<>(map == null ? Map.of() : map);
    changed.put(name, new ArrayList<>(values));
    return changed;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(operation);
    for (Object part : new Object[] {path, query, headers, body, this.text, type, form, file}) {
      if (part != null) {
        String shown = part.toString();
        text.append(' ').append(shown.length() > 200 ? shown.substring(0, 200) + "..." : shown);
      }
    }
    return text.append(" -> ")
        .append(expect)
        .append(problem == null ? "" : " " + problem)
        .toString();
  }
}
