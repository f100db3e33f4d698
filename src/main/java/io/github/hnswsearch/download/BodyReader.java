package io.github.hnswsearch.download;

import java.io.Closeable;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, taken piece by piece by one thread. It notices a server that stops
 * sending, which the JDK's own input stream waits for without end.
 */
final class BodyReader implements BodySubscriber<BodyReader>, Closeable {
  private static final String ADVICE =
      "Check the connection and run the same command again: it goes on where it stopped";

  /** What arrives: bytes, the end, or a failure. */
  private record Signal(List<ByteBuffer> bytes, boolean last, @Nullable Throwable failure) {}

  private final Duration patience;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final Queue<ByteBuffer> ready = new ArrayDeque<>();

  private volatile @Nullable Subscription subscription;
  private volatile boolean closed;

  /**
   * @param patience how long nothing may arrive
   */
  BodyReader(Duration patience) {
    this.patience = patience;
  }

  /** Handed out as soon as the headers are here. */
  @Override
  public CompletionStage<BodyReader> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Subscription arrived) {
    subscription = arrived;
    if (closed) {
      arrived.cancel();
    } else {
      arrived.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    signals.add(new Signal(bytes, false, null));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal(List.of(), true, failure));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal(List.of(), true, null));
  }

  /**
   * The next bytes, at least one, or null after the last.
   *
   * @throws TransferFailure if the connection breaks or nothing arrives
   */
  @Nullable ByteBuffer next() throws TransferFailure, InterruptedException {
    while (true) {
      ByteBuffer piece = ready.poll();
      if (piece == null) {
        if (!receive()) {
          return null;
        }
      } else if (piece.hasRemaining()) {
        return piece;
      }
    }
  }

  /** Waits for more; false at the end. */
  private boolean receive() throws TransferFailure, InterruptedException {
    Signal signal = signals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (signal == null) {
      throw TransferFailure.passing(
          "expected more of the file, but nothing came for " + patience.toSeconds() + " s",
          ADVICE,
          null);
    }
    if (signal.failure() != null) {
      throw TransferFailure.passing("the connection broke off", ADVICE, signal.failure());
    }
    if (signal.last()) {
      // The next call finds the end again.
      signals.add(signal);
      return false;
    }
    ready.addAll(signal.bytes());
    Subscription source = subscription;
    if (source != null) {
      source.request(1);
    }
    return true;
  }

  /** Gives up what has not arrived; the connection is closed where the body is not at its end. */
  @Override
  public void close() {
    closed = true;
    Subscription source = subscription;
    if (source != null) {
      source.cancel();
    }
  }
}
