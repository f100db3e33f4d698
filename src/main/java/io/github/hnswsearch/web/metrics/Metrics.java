package io.github.hnswsearch.web.metrics;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.SearchResponse;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Timers, histograms and gauges in Prometheus' text format. The values of labels are bounded:
 * methods and outcomes are of a list, routes are templates, collections exist.
 */
public final class Metrics implements AutoCloseable {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /** From a cached search to one that somebody gives up. */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();
  private final MultiGauge items =
      MultiGauge.builder("hnsw.collection.items")
          .description("Items of a collection")
          .register(registry);
  private final Meter.MeterProvider<Timer> requests =
      timer("http.server.requests", "Requests, from their headers to the end of the answer");
  private final Meter.MeterProvider<Timer> embeddings =
      timer("hnsw.embed", "Encoding the query of a search");
  private final Meter.MeterProvider<Timer> searches =
      timer("hnsw.search", "Searching an index, without encoding the query");
  private final Meter.MeterProvider<Timer> fetches =
      timer("hnsw.picture.fetch", "Fetching a picture that is not on this machine");

  /** A page of metrics. */
  public record Page(String mediaType, String text) {}

  public Metrics() {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    collector.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /**
   * Counts and times a request.
   *
   * @param route its template, such as {@code /c/{collection}}; never the path itself
   * @param status of the answer
   */
  public void answered(String method, String route, int status, Duration took) {
    requests
        .withTags(
            "method",
            METHODS.contains(method) ? method : "other",
            "route",
            route,
            "status",
            Integer.toString(status),
            "outcome",
            outcome(status))
        .record(took);
  }

  /**
   * Times the parts of a search.
   *
   * @param collection one that exists
   */
  public void searched(String collection, SearchResponse response) {
    Tags tags = Tags.of("collection", collection, "mode", response.mode());
    if (response.took().embed() > 0) {
      embeddings.withTags(tags).record(duration(response.took().embed()));
    }
    searches.withTags(tags).record(duration(response.took().search()));
  }

  /**
   * Times the fetching of a picture.
   *
   * @param outcome one of a short list, such as {@code fetched}, {@code refused}, {@code failed}
   */
  public void pictureFetched(Duration took, String outcome) {
    fetches.withTags("outcome", outcome).record(took);
  }

  /** A number that is read at each scrape; its source must live as long as these metrics do. */
  public <T> void gauge(
      String name, String description, T source, ToDoubleFunction<T> value, String... tags) {
    Gauge.builder(name, source, value)
        .description(description)
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  /** A count that only grows, read at each scrape. */
  public <T> void counter(
      String name, String description, T source, ToDoubleFunction<T> value, String... tags) {
    FunctionCounter.builder(name, source, value)
        .description(description)
        .tags(tags)
        .register(registry);
  }

  /**
   * Everything there is to tell.
   *
   * @param accept what the caller reads: OpenMetrics where that is named, else Prometheus' text
   * @param collections those that exist now
   */
  public Page scrape(String accept, Supplier<List<CollectionInfo>> collections) {
    items.register(
        collections.get().stream()
            .map(info -> MultiGauge.Row.of(Tags.of("collection", info.name()), info.items()))
            .toList(),
        true);
    String mediaType = accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    return new Page(mediaType, registry.scrape(mediaType));
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }

  private Meter.MeterProvider<Timer> timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(BUCKETS)
        .withRegistry(registry);
  }

  private static Duration duration(double milliseconds) {
    return Duration.ofNanos(Math.round(milliseconds * NANOS_PER_MILLI));
  }

  private static String outcome(int status) {
    return switch (status / 100) {
      case 1 -> "INFORMATIONAL";
      case 2 -> "SUCCESS";
      case 3 -> "REDIRECTION";
      case 4 -> "CLIENT_ERROR";
      case 5 -> "SERVER_ERROR";
      default -> "UNKNOWN";
    };
  }
}
