package io.github.hnswsearch.web;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/** A form as it goes over the wire, byte by byte, so that it can be wrong. */
final class Multipart {
  static final String BOUNDARY = "----a-boundary-of-the-tests";
  static final String CONTENT_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** The form of one file. */
  static byte[] file(String name, byte[] content) {
    return new Multipart().withFile(name, content).end();
  }

  Multipart withFile(String name, byte[] content) {
    return part("name=\"file\"; filename=\"" + name + "\"", content);
  }

  Multipart with(String field, String value) {
    return part("name=\"" + field + "\"", value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A part.
   *
   * @param disposition what follows {@code form-data;}, as it stands
   */
  Multipart part(String disposition, byte[] content) {
    return raw("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
        .raw(content)
        .raw("\r\n");
  }

  Multipart raw(String text) {
    return raw(text.getBytes(StandardCharsets.UTF_8));
  }

  Multipart raw(byte[] bytes) {
    body.writeBytes(bytes);
    return this;
  }

  byte[] end() {
    return raw("--" + BOUNDARY + "--\r\n").bytes();
  }

  byte[] bytes() {
    return body.toByteArray();
  }

  /** A request that sends a form. */
  static HttpRequest request(RunningServer server, String path, String contentType, byte[] body) {
    return server
        .request(path, "Content-Type", contentType)
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }
}
