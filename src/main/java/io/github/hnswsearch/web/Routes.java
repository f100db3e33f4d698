package io.github.hnswsearch.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** Adds routes that read. */
final class Routes {
  private Routes() {}

  /** GET, and HEAD with the same status and headers; the container leaves out the body. */
  static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }
}
