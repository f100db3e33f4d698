package io.github.hnswsearch.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A request of the soak, and what has to come of it.
 *
 * @param kind for the table of what was sent
 * @param wire all of it
 * @param expected statuses; whatever else comes is a failure
 * @param part of the answer, which must be found in it as it arrives; empty for any
 */
record SoakRequest(String kind, byte[] wire, Set<Integer> expected, String part) {
  private static final String BOUNDARY = "a-boundary-of-the-soak";

  static SoakRequest get(String kind, String target, String... headers) {
    return of(kind, "GET", target, new byte[0], headers);
  }

  static SoakRequest json(String kind, String target, String body, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = "application/json";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return of(kind, "POST", target, body.getBytes(StandardCharsets.UTF_8), all);
  }

  static SoakRequest upload(String kind, String target, String name, byte[] content) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
            .formatted(BOUNDARY, name);
    body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return of(
        kind,
        "POST",
        target,
        body.toByteArray(),
        "Content-Type",
        "multipart/form-data; boundary=" + BOUNDARY);
  }

  static SoakRequest of(String kind, String method, String target, byte[] body, String... headers) {
    StringBuilder head =
        new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: 127.0.0.1");
    for (int i = 0; i < headers.length; i += 2) {
      head.append("\r\n").append(headers[i]).append(": ").append(headers[i + 1]);
    }
    if (body.length > 0) {
      head.append("\r\nContent-Length: ").append(body.length);
    }
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    wire.writeBytes(head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    wire.writeBytes(body);
    return new SoakRequest(kind, wire.toByteArray(), Set.of(200), "");
  }

  /** The same, to be answered with other statuses. */
  SoakRequest expecting(Integer... statuses) {
    return new SoakRequest(kind, wire, Set.of(statuses), part);
  }

  /** The same, whose answer must hold something. */
  SoakRequest with(String something) {
    return new SoakRequest(kind, wire, expected, something);
  }

  boolean hasBodyInAnswer() {
    return !line().startsWith("HEAD ");
  }

  /** The request without its body. */
  String line() {
    String text = new String(wire, StandardCharsets.ISO_8859_1);
    return text.substring(0, text.indexOf("\r\n"));
  }
}
