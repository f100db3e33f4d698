package io.github.hnswsearch.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Style sheets, scripts and pictures of the page, read from disk. Browsers ask at every use whether
 * a file has changed, and its content alone answers: files of two releases may have equal times.
 */
final class AssetRoutes {
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "woff2", "font/woff2",
          "svg", "image/svg+xml",
          "json", "application/json");

  private final Path folder;
  private final Path openApi;

  /**
   * @param webDirectory holds {@code assets/} and {@code openapi.json}
   */
  AssetRoutes(Path webDirectory) throws IOException {
    Path root = webDirectory.toRealPath();
    folder = root.resolve("assets");
    openApi = root.resolve("openapi.json");
  }

  void addTo(RoutesConfig routes) {
    Routes.get(routes, "/assets/<file>", ctx -> send(ctx, find(ctx.pathParam("file"))));
    Routes.get(routes, "/openapi.json", ctx -> send(ctx, openApi));
  }

  /** A file below the folder, whatever the name or a link in it tries to reach. */
  private Path find(String name) throws IOException {
    try {
      Path file = folder.resolve(name).toRealPath();
      if (file.startsWith(folder) && Files.isRegularFile(file)) {
        return file;
      }
    } catch (InvalidPathException | FileSystemException e) {
      // Answered below, as a name outside the folder is.
    }
    throw new NotFoundResponse();
  }

  /** The type of a file by the end of its name. */
  static String mediaType(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return MEDIA_TYPES.getOrDefault(extension, "application/octet-stream");
  }

  private static void send(Context ctx, Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    EntityTag.of(content).send(ctx, "no-cache", mediaType(file.getFileName().toString()), content);
  }
}
