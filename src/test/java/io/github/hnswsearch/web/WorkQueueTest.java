package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.web.page.Pages;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A queue in front of work that is done at once: what remains is the queue's own doing. */
class WorkQueueTest {
  private static final int CALLERS = 8;
  private static final int CALLS = 1000;

  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1"})
  void aCrowdLeavesNoThreadBehindAndNeverRunsMoreAtOnce(int running, int waiting) throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool(32);
    Server server = new Server(threads);
    server.addConnector(new ServerConnector(server));
    WorkQueue queue =
        new WorkQueue(
            Work.SEARCH, running, waiting, new Refusals(new Pages(Path.of("web/templates"))));
    Counting counting = new Counting();
    queue.setHandler(counting);
    server.setHandler(queue);
    server.start();
    try {
      int idle = threads.getBusyThreads();

      Map<Integer, AtomicInteger> answers =
          crowd(server.getURI().resolve("/api/collections/papers/search"));

      assertThat(answers).containsOnlyKeys(200, 503);
      assertThat(counting.most.get()).isLessThanOrEqualTo(running);
      assertThat(queue.refused()).isEqualTo(answers.get(503).get());
      for (int i = 0; i < 50 && threads.getBusyThreads() > idle; i++) {
        Thread.sleep(20);
      }
      assertThat(threads.getBusyThreads()).isLessThanOrEqualTo(idle);
    } finally {
      server.stop();
    }
  }

  private static Map<Integer, AtomicInteger> crowd(URI address) throws Exception {
    Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
    HttpRequest request = HttpRequest.newBuilder(address).build();
    try (HttpClient client = HttpClient.newHttpClient();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        calls.add(
            callers.submit(
                () -> {
                  for (int call = 0; call < CALLS; call++) {
                    int status = client.send(request, BodyHandlers.discarding()).statusCode();
                    answers.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
                  }
                  return null;
                }));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    }
    return answers;
  }

  /** Answers at once, and knows how many it answered at the same time. */
  private static final class Counting extends Handler.Abstract {
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      LockSupport.parkNanos(1);
      now.decrementAndGet();
      callback.succeeded();
      return true;
    }
  }
}
