package io.github.hnswsearch.remote;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Fetches pictures by their addresses, a few at a time, on threads of its own. Whatever an address
 * is, nothing is sent to a host that is not public, and a fetch ends within its limits.
 */
public final class RemotePictures implements AutoCloseable {
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final FetchPolicy policy;
  private final FetchLimits limits;
  private final ThreadPoolExecutor fetches;
  private final ThreadPoolExecutor lookups;
  private final ScheduledExecutorService clock;
  private final CloseableHttpClient client;

  /** Those of the public web, within the default limits. */
  public RemotePictures() {
    this(FetchPolicy.PUBLIC_WEB, FetchLimits.DEFAULT);
  }

  public RemotePictures(FetchPolicy policy, FetchLimits limits) {
    this.policy = policy;
    this.limits = limits;
    this.fetches = threads("remote-picture", limits.concurrent(), limits.waiting());
    this.lookups = threads("remote-host", limits.concurrent(), limits.waiting());
    this.clock = clock();
    this.client = WebClients.create(new CheckedDns(policy, limits, lookups), limits);
  }

  /**
   * Starts to fetch a picture.
   *
   * @param address anything at all
   * @param listener hears of the fetch if it is tried
   * @return completes with a file that starts as a picture does, or with a {@link FetchFailure}, on
   *     a thread of the fetches: what is done next there takes the place of another fetch
   */
  public CompletableFuture<byte[]> fetch(String address, FetchListener listener) {
    Job job = new Job(address, listener, System.nanoTime(), new CompletableFuture<>());
    try {
      fetches.execute(job);
    } catch (RejectedExecutionException e) {
      job.giveUp(e);
    }
    return job.picture;
  }

  /** A fetch that waits for a thread, or has one. */
  private final class Job implements Runnable {
    private final String address;
    private final FetchListener listener;
    private final long asked;
    private final CompletableFuture<byte[]> picture;

    Job(String address, FetchListener listener, long asked, CompletableFuture<byte[]> picture) {
      this.address = address;
      this.listener = listener;
      this.asked = asked;
      this.picture = picture;
    }

    @Override
    public void run() {
      long start = System.nanoTime();
      if (start - asked > limits.total().toNanos()) {
        giveUp(null);
        return;
      }
      try (Deadline deadline = new Deadline(clock, limits.total())) {
        byte[] file = new Fetch(client, policy, limits, deadline).run(address);
        heard(start, FetchOutcome.FETCHED);
        picture.complete(file);
      } catch (FetchFailure e) {
        heard(start, e.outcome());
        picture.completeExceptionally(e);
      } catch (RuntimeException | Error e) {
        // A client that was closed under it, a full heap: somebody waits for an answer even so.
        picture.completeExceptionally(e);
      }
    }

    private void heard(long start, FetchOutcome outcome) {
      listener.fetched((System.nanoTime() - start) / 1e9, outcome);
    }

    void giveUp(@Nullable Throwable cause) {
      picture.completeExceptionally(
          new FetchFailure(
              FetchOutcome.NOT_TRIED, "too many other pictures are waited for", cause));
    }
  }

  /** Breaks off what is under way; nothing is fetched from now on. */
  @Override
  public void close() {
    for (Runnable waiting : fetches.shutdownNow()) {
      ((Job) waiting).giveUp(null);
    }
    client.close(CloseMode.IMMEDIATE);
    lookups.shutdownNow();
    clock.shutdownNow();
  }

  private static ThreadPoolExecutor threads(String name, int threads, int waiting) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(waiting),
            daemons(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ScheduledExecutorService clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(1, daemons("remote-picture-clock"));
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  private static ThreadFactory daemons(String name) {
    return Thread.ofPlatform().daemon().name(name + "-", 1).factory();
  }
}
