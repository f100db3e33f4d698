package io.github.hnswsearch.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The browser of the API, which is part of the program. The page is ours; the viewer is Swagger UI,
 * read from its jar.
 */
final class DocsRoutes {
  private static final String JAR = "/META-INF/resources/webjars/swagger-ui/";
  private static final String VERSION = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  /** Of the jar's files, those that the page loads. */
  private static final Set<String> FILES = Set.of("swagger-ui.css", "swagger-ui-bundle.js");

  /** The viewer draws its own icons, as data: addresses in its style sheet. */
  private static final String POLICY =
      SecurityHeaders.CONTENT_POLICY.replace("img-src 'self'", "img-src 'self' data:");

  private final Path page;
  private final Map<String, byte[]> files;

  /**
   * @param webDirectory holds {@code docs.html}
   */
  DocsRoutes(Path webDirectory) {
    page = webDirectory.resolve("docs.html");
    String folder = JAR + version() + "/";
    files =
        FILES.stream()
            .collect(Collectors.toUnmodifiableMap(name -> name, name -> read(folder + name)));
  }

  void addTo(RoutesConfig routes) {
    Routes.get(routes, "/docs", this::page);
    Routes.get(routes, "/docs/assets/{file}", this::file);
  }

  private void page(Context ctx) throws IOException {
    new Parameters(ctx.queryParamMap(), Set.of());
    byte[] content = Files.readAllBytes(page);
    ctx.header("Content-Security-Policy", POLICY);
    EntityTag.of(content).send(ctx, "no-cache", PageRoutes.HTML, content);
  }

  private void file(Context ctx) {
    String name = ctx.pathParam("file");
    byte[] content = files.get(name);
    if (content == null) {
      throw new NotFoundResponse();
    }
    EntityTag.of(content).send(ctx, "no-cache", AssetRoutes.mediaType(name), content);
  }

  private static String version() {
    try (InputStream in = DocsRoutes.class.getResourceAsStream(VERSION)) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(String resource) {
    try (InputStream in = DocsRoutes.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + ": not in the jar of the viewer");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
