package io.github.hnswsearch.web;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.web.metrics.Metrics;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Prometheus asks for. */
final class MetricsRoute {
  private final OpeningCollections collections;
  private final Metrics metrics;

  MetricsRoute(OpeningCollections collections, Metrics metrics) {
    this.collections = collections;
    this.metrics = metrics;
    metrics.gauge(
        "hnsw.ready", "1 while searches are answered", collections, c -> c.areReady() ? 1 : 0);
  }

  void addTo(RoutesConfig routes) {
    Routes.get(routes, "/metrics", this::metrics);
  }

  private void metrics(Context ctx) {
    new Parameters(ctx.queryParamMap(), Set.of());
    Metrics.Page page =
        metrics.scrape(Optional.ofNullable(ctx.header("Accept")).orElse(""), this::infos);
    ctx.header("Cache-Control", "no-store")
        .result(page.text().getBytes(StandardCharsets.UTF_8))
        .contentType(page.mediaType());
  }

  /** The server has something to tell of itself while it has no collections. */
  private List<CollectionInfo> infos() {
    try {
      return collections.areReady() ? collections.opened().list() : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
