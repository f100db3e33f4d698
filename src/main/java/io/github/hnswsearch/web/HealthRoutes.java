package io.github.hnswsearch.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;

/** What a process supervisor asks: is the server alive, can it answer searches. */
final class HealthRoutes {
  private final OpeningCollections collections;

  HealthRoutes(OpeningCollections collections) {
    this.collections = collections;
  }

  void addTo(RoutesConfig routes) {
    Routes.get(routes, "/livez", ctx -> ctx.json(Map.of("status", "alive")));
    Routes.get(routes, "/readyz", this::ready);
  }

  /** Also 503 before the last requests are taken, so that no more are sent here. */
  private void ready(Context ctx) throws IOException {
    ctx.json(Map.of("status", "ready", "collections", collections.ready().size()));
  }
}
