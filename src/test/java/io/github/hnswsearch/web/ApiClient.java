package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.document.Documents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends example requests to a running server. */
final class ApiClient implements AutoCloseable {
  private static final String BOUNDARY = "----a-boundary-of-no-file";

  /** Stands for the ETag that the same request has just been answered with. */
  private static final String ITS_TAG = "$etag";

  /** Stands for the live generation of the collection that is asked. */
  private static final String LIVE = "$generation";

  private static final Pattern GENERATION = Pattern.compile("\"generation\":\"([^\"]+)\"");

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI server;
  private final Path files;

  /**
   * A client of a server.
   *
   * @param files holds the pictures that requests upload, and is written to
   */
  ApiClient(URI server, Path files) {
    this.server = server;
    this.files = files;
  }

  HttpResponse<byte[]> send(ApiOperation operation, ExampleRequest example) {
    try {
      return client.send(request(operation, example), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError("no answer to " + example, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  CompletableFuture<HttpResponse<byte[]>> sendAsync(
      ApiOperation operation, ExampleRequest example) {
    return client.sendAsync(request(operation, example), BodyHandlers.ofByteArray());
  }

  private HttpRequest request(ApiOperation operation, ExampleRequest example) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(address(operation, example))).timeout(TIMEOUT);
    if (example.headers() != null) {
      example
          .headers()
          .forEach(
              (name, value) ->
                  request.header(name, value.equals(ITS_TAG) ? tag(operation, example) : value));
    }
    try {
      byte[] body = body(example);
      if (body.length > 0 || !operation.bodies().isEmpty()) {
        request.header("Content-Type", type(example));
      }
      request.method(operation.method(), BodyPublishers.ofByteArray(body));
      return request.build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tag of what the same request gives without its headers. */
  private String tag(ApiOperation operation, ExampleRequest example) {
    return header(send(operation, example.withoutHeaders()), "ETag");
  }

  /** A value with the live generation in its place. */
  private String filled(ExampleRequest example, String value) {
    return value.contains(LIVE) ? value.replace(LIVE, generation(example)) : value;
  }

  private String generation(ExampleRequest example) {
    String collection = Objects.requireNonNull(example.path()).get("collection");
    HttpRequest info =
        HttpRequest.newBuilder(server.resolve("/api/collections/" + collection)).build();
    Matcher found = GENERATION.matcher(text(info));
    assertThat(found.find()).as(info.toString()).isTrue();
    return found.group(1);
  }

  private String text(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String address(ApiOperation operation, ExampleRequest example) {
    String path = operation.path();
    if (example.path() != null) {
      for (Map.Entry<String, String> parameter : example.path().entrySet()) {
        path =
            path.replace(
                "{" + parameter.getKey() + "}", RunningServer.encoded(parameter.getValue()));
      }
    }
    StringBuilder address = new StringBuilder(path);
    if (example.query() != null) {
      char separator = '?';
      for (String name : example.query().keySet()) {
        for (String value : example.query(name)) {
          address.append(separator).append(RunningServer.encoded(name));
          address.append('=').append(RunningServer.encoded(filled(example, value)));
          separator = '&';
        }
      }
    }
    return address.toString();
  }

  private static String type(ExampleRequest example) {
    if (example.type() != null) {
      return example.type();
    }
    return example.form() != null || example.file() != null
        ? ApiOperation.FORM + "; boundary=" + BOUNDARY
        : ApiOperation.JSON;
  }

  private byte[] body(ExampleRequest example) throws IOException {
    if (example.text() != null) {
      return example.text().getBytes(StandardCharsets.UTF_8);
    }
    if (example.body() != null) {
      return filled(example, example.body().toString()).getBytes(StandardCharsets.UTF_8);
    }
    return example.form() == null && example.file() == null ? new byte[0] : form(example);
  }

  private byte[] form(ExampleRequest example) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (example.form() != null) {
      for (String name : example.form().keySet()) {
        for (String value : example.form(name)) {
          byte[] content = filled(example, value).getBytes(StandardCharsets.UTF_8);
          part(body, "name=\"" + name + "\"", content);
        }
      }
    }
    if (example.file() != null) {
      String name = example.file().name();
      part(body, "name=\"file\"; filename=\"" + name + "\"", content(example.file()));
    }
    body.write(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    return body.toByteArray();
  }

  private static void part(ByteArrayOutputStream body, String disposition, byte[] content)
      throws IOException {
    String head =
        "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n";
    body.write(head.getBytes(StandardCharsets.UTF_8));
    body.write(content);
    body.write("\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private byte[] content(ExampleRequest.FormFile file) throws IOException {
    if (file.text() != null) {
      return file.text().getBytes(StandardCharsets.UTF_8);
    }
    if (file.picture() != null) {
      return Files.readAllBytes(files.resolve(file.picture()));
    }
    if (file.pdf() != null) {
      Path pdf = Files.createTempFile(files, "upload-", ".pdf");
      return Files.readAllBytes(Documents.pdf(pdf, "An uploaded paper", file.pdf()));
    }
    return new byte[file.zeros() == null ? 0 : file.zeros()];
  }

  /** The values of a header, joined as HTTP allows. */
  static String header(HttpResponse<?> response, String name) {
    List<String> values = response.headers().allValues(name);
    return String.join(", ", values);
  }

  @Override
  public void close() {
    client.close();
  }
}
