package io.github.hnswsearch.web;

import io.github.hnswsearch.record.Abbreviated;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.web.page.Subject;
import io.javalin.http.Context;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.eclipse.jetty.http.MultiPartFormData;
import org.jspecify.annotations.Nullable;

/**
 * A file and parameters, sent as {@code multipart/form-data}. Until it is closed the file lies in a
 * temporary folder of its own, under a name that the client has no part in but for {@code .md}.
 */
final class UploadForm implements AutoCloseable {
  static final String MEDIA_TYPE = "multipart/form-data";
  static final String FILE = "file";

  /** Of the file. */
  static final int MAX_BYTES = Subject.Upload.MAX_BYTES;

  /** Of the file, the parameters and what multipart adds. */
  static final int MAX_BODY_BYTES = MAX_BYTES + (1 << 20);

  private static final int MAX_PARAMETER_BYTES = 64 << 10;
  private static final int IN_MEMORY_BYTES = 8 << 10;

  /** Where the container looks for limits that belong to a request. */
  private static final String LIMITS = "org.eclipse.jetty.multipartConfig";

  private static final int LONGEST_NAME = 200;
  private static final List<String> MARKDOWN = List.of(".md", ".markdown", ".mdown", ".mkd");

  private final Path folder;
  private final Map<String, List<String>> parameters = new LinkedHashMap<>();
  private @Nullable Path file;
  private String name = "upload";

  private UploadForm(Path folder) {
    this.folder = folder;
  }

  /**
   * Receives a form.
   *
   * @param known names of its parameters
   * @throws RequestBody.UnsupportedMediaTypeException if it is no form
   * @throws RequestBody.ContentTooLargeException if the file or the whole is too large
   * @throws InvalidRequestException if it is malformed, has no file or several, or an unknown part
   */
  static UploadForm receive(Context ctx, Set<String> known) throws IOException {
    requireForm(ctx.header("Content-Type"));
    if (ctx.req().getContentLengthLong() > MAX_BODY_BYTES) {
      throw tooLarge();
    }
    UploadForm form = new UploadForm(Files.createTempDirectory("hnsw-search-upload-"));
    try {
      for (Part part : form.parts(ctx.req())) {
        form.take(part, known);
      }
      if (form.file == null) {
        throw new InvalidRequestException(
            "file: expected a part of that name, found none. Send the file as the part \"file\".");
      }
      return form;
    } catch (IOException | RuntimeException e) {
      form.close();
      throw e;
    }
  }

  private static void requireForm(@Nullable String contentType) {
    if (!RequestBody.isOf(MEDIA_TYPE, contentType)) {
      throw new RequestBody.UnsupportedMediaTypeException(
          "Content-Type: expected %s, found %s. Send the file as a part of a form."
              .formatted(MEDIA_TYPE, contentType == null ? "none" : Abbreviated.text(contentType)),
          MEDIA_TYPE);
    }
  }

  private Iterable<Part> parts(HttpServletRequest request) throws IOException {
    request.setAttribute(
        LIMITS,
        new MultipartConfigElement(folder.toString(), MAX_BYTES, MAX_BODY_BYTES, IN_MEMORY_BYTES));
    try {
      return request.getParts();
    } catch (ServletException
        | IllegalStateException
        | IllegalArgumentException
        | CompletionException
        | IOException e) {
      // Jetty 12.1 closes the parts when the request ends, and throws where there are none.
      request.removeAttribute(MultiPartFormData.class.getName());
      throw refused(e);
    }
  }

  /** The container has words for programmers; what it counts is too large, all else malformed. */
  private static RuntimeException refused(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.startsWith("max file size exceeded")
          || message.startsWith("max length exceeded")) {
        return tooLarge();
      }
    }
    return RequestBody.broken(
        failure,
        "body: expected multipart/form-data with at most 1,000 parts, each with a short head,"
            + " between boundaries as the Content-Type header names them; found it malformed or cut"
            + " off. Let an HTTP library write it.");
  }

  static RequestBody.ContentTooLargeException tooLarge() {
    return new RequestBody.ContentTooLargeException(
        "file: expected at most %d bytes. Send a smaller file.".formatted(MAX_BYTES));
  }

  private void take(Part part, Set<String> known) throws IOException {
    String field = part.getName();
    if (FILE.equals(field)) {
      takeFile(part);
      return;
    }
    if (field == null || !known.contains(field)) {
      Set<String> expected = new TreeSet<>(known);
      expected.add(FILE);
      throw new InvalidRequestException(
          "part \"%s\": expected one of %s. Correct or remove it."
              .formatted(field == null ? "" : Abbreviated.text(field), expected));
    }
    if (part.getSize() > MAX_PARAMETER_BYTES) {
      throw new InvalidRequestException(
          "%s: expected at most %d bytes, found %d. Shorten it."
              .formatted(field, MAX_PARAMETER_BYTES, part.getSize()));
    }
    try (InputStream value = part.getInputStream()) {
      parameters
          .computeIfAbsent(field, f -> new ArrayList<>())
          .add(new String(value.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void takeFile(Part part) throws IOException {
    if (file != null) {
      throw new InvalidRequestException(
          "file: expected one part of that name, found several. Send one file a request.");
    }
    String given = part.getSubmittedFileName();
    name = given == null ? name : shown(given);
    // Markdown is text, which nothing but its name tells from plain text.
    boolean markdown = MARKDOWN.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
    Path target = folder.resolve(markdown ? "file.md" : FILE);
    try (InputStream content = part.getInputStream()) {
      Files.copy(content, target);
    }
    file = target;
  }

  /** The last part of a path, without what is not seen or turns the direction of the rest. */
  private String shown(String given) {
    String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    String visible = last.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", "").strip();
    int end =
        visible.offsetByCodePoints(
            0, Math.min(LONGEST_NAME, visible.codePointCount(0, visible.length())));
    return visible.isEmpty() ? name : visible.substring(0, end);
  }

  /** What to call the file: for people, not a path. */
  String name() {
    return name;
  }

  Path file() {
    if (file == null) {
      throw new IllegalStateException("a form without a file is refused");
    }
    return file;
  }

  /** Those of the form and, before them, those of the address. */
  Map<String, List<String>> parameters(Map<String, List<String>> ofAddress) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    ofAddress.forEach((key, values) -> all.put(key, new ArrayList<>(values)));
    parameters.forEach(
        (key, values) -> all.computeIfAbsent(key, k -> new ArrayList<>()).addAll(values));
    return all;
  }

  /** Deletes the folder with all that is in it. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        Files.deleteIfExists(each);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Files.deleteIfExists(folder);
  }
}
