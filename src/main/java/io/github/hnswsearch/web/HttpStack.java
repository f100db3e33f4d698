package io.github.hnswsearch.web;

import io.github.hnswsearch.search.SearchRequest;
import io.github.hnswsearch.web.metrics.Metrics;
import io.github.hnswsearch.web.page.Pages;
import io.javalin.config.JettyConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * What a request passes before it comes to a route: its name, the checks of who asks, and the queue
 * of its kind. Whoever is turned away is turned away before waiting.
 */
final class HttpStack {
  /** Besides those that work: selectors, and requests that cost little. */
  private static final int SPARE_THREADS = 32;

  /** Pictures wait for a disk or another server as much as for a processor. */
  private static final int LEAST_PICTURES = 8;

  private static final int UPLOADS = 2;

  /** A page of pictures asks for some dozens at a time. */
  private static final int WAITING_PICTURES = 512;

  private static final int WAITING_UPLOADS = 16;

  private static final int MAX_CONNECTIONS = 4096;

  /** A query of as many characters as are allowed, each of three bytes written as %XX. */
  private static final int MAX_HEADER_BYTES = 9 * SearchRequest.MAX_QUERY_CHARACTERS + (8 << 10);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PREFLIGHT_AGE = Duration.ofMinutes(10);

  private final WebOptions options;
  private final Refusals refusals;
  private final Metrics metrics;
  private final List<WorkQueue> queues;
  private final SpoolSpace bodies;
  private final SpoolSpace answers;
  private final QueuedThreadPool threads;

  HttpStack(WebOptions options, Pages pages, Metrics metrics) {
    this.options = options;
    this.metrics = metrics;
    refusals = new Refusals(pages);
    Capacity capacity = options.capacity();
    bodies = new SpoolSpace(capacity.keptBytes());
    answers = new SpoolSpace(capacity.keptBytes());
    int pictures = Math.max(LEAST_PICTURES, capacity.searches());
    queues =
        List.of(
            new WorkQueue(Work.SEARCH, capacity.searches(), capacity.waiting(), refusals),
            new WorkQueue(Work.UPLOAD, UPLOADS, WAITING_UPLOADS, refusals),
            new WorkQueue(Work.PICTURE, pictures, WAITING_PICTURES, refusals));
    threads =
        new QueuedThreadPool(
            capacity.searches()
                + UPLOADS
                + pictures
                + SPARE_THREADS
                + Runtime.getRuntime().availableProcessors());
    threads.setName("web");
    measure();
  }

  void addTo(JettyConfig jetty) {
    jetty.host = options.host();
    jetty.threadPool = threads;
    jetty.modifyServer(this::configure);
    jetty.modifyHttpConfiguration(HttpStack::configure);
  }

  private void configure(Server server) {
    server.setStopTimeout(STOP_TIMEOUT.toMillis());
    server.setErrorHandler(new ContainerErrors());
    server.addEventListener(new Idleness(options.patience().idle()));
    NetworkConnectionLimit connections = new NetworkConnectionLimit(MAX_CONNECTIONS, server);
    server.addBean(connections);
    metrics.gauge(
        "hnsw.connections",
        "Connections that are open",
        connections,
        NetworkConnectionLimit::getNetworkConnectionCount);
    Answered counted = new Answered(metrics);
    server.setRequestLog(
        options.accessLog() == null
            ? counted
            : new RequestLog.Collection(counted, new AccessLog(options.accessLog())));
    server.setHandler(chain());
  }

  private static void configure(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    // A redirect repeats the query; each other answer takes a small buffer, of those that are kept.
    http.setMaxResponseHeaderSize(MAX_HEADER_BYTES);
    http.setSendDateHeader(true);
  }

  private Handler chain() {
    Access access = options.access();
    List<Handler.Wrapper> chain = new ArrayList<>();
    chain.add(new RequestEnvelope());
    chain.add(new GracefulHandler());
    chain.add(new Deadline(options.patience().longest()));
    chain.add(new UnreadBodies());
    if (access.checksNames(options.host())) {
      Set<String> names = new TreeSet<>(access.hostNames());
      names.add(options.hostInAddress().toLowerCase(Locale.ROOT));
      chain.add(new HostNames(names, refusals));
    }
    if (!access.origins().isEmpty()) {
      // Before the keys: browsers ask without one whether they may ask.
      chain.add(crossOrigin(access.origins()));
    }
    chain.add(new CrossSite(access.origins(), refusals));
    if (!access.keys().isEmpty()) {
      chain.add(new KeyCheck(access.keys(), refusals));
    }
    chain.add(new SpooledBodies(bodies, refusals));
    chain.add(new SpooledAnswers(answers, refusals));
    chain.addAll(queues);
    chain.add(Compressed.handler());
    for (int i = 1; i < chain.size(); i++) {
      chain.get(i - 1).setHandler(chain.get(i));
    }
    return chain.getFirst();
  }

  /** Connectors are there once the server starts. */
  private record Idleness(Duration idle) implements LifeCycle.Listener {
    @Override
    public void lifeCycleStarting(LifeCycle server) {
      for (Connector connector : ((Server) server).getConnectors()) {
        if (connector instanceof AbstractConnector timed) {
          timed.setIdleTimeout(idle.toMillis());
        }
      }
    }
  }

  /** Keys are sent in headers that a page has to set: no credentials of a browser are let in. */
  private static CrossOriginHandler crossOrigin(Set<String> origins) {
    CrossOriginHandler handler = new CrossOriginHandler();
    handler.setAllowedOriginPatterns(
        origins.stream().map(Pattern::quote).collect(Collectors.toSet()));
    handler.setAllowCredentials(false);
    handler.setAllowedMethods(Set.of("GET", "HEAD", "POST"));
    handler.setAllowedHeaders(
        Set.of(
            "Authorization", "Content-Type", "If-None-Match", KeyCheck.HEADER, RequestId.HEADER));
    handler.setExposedHeaders(Set.of("ETag", "Retry-After", RequestId.HEADER));
    handler.setPreflightMaxAge(PREFLIGHT_AGE);
    return handler;
  }

  private void measure() {
    for (WorkQueue queue : queues) {
      String work = queue.work().text();
      metrics.gauge(
          "hnsw.queue.waiting",
          "Requests that wait for others to be done",
          queue,
          WorkQueue::getSuspendedRequestCount,
          "work",
          work);
      metrics.counter(
          "hnsw.queue.refused",
          "Requests that were turned away as too many waited",
          queue,
          WorkQueue::refused,
          "work",
          work);
    }
    metrics.gauge(
        "hnsw.answers.kept.bytes",
        "Long answers that wait in temporary files for their callers to read them",
        answers,
        SpoolSpace::taken);
    metrics.gauge(
        "hnsw.bodies.kept.bytes",
        "Long request bodies that wait in temporary files for the rest of them",
        bodies,
        SpoolSpace::taken);
    metrics.gauge(
        "hnsw.threads.busy",
        "Threads of the server at work",
        threads,
        pool -> pool.getBusyThreads());
    metrics.gauge(
        "hnsw.threads.max",
        "Threads that the server may have",
        threads,
        pool -> pool.getMaxThreads());
  }
}
