package io.github.hnswsearch.web;

import java.util.function.Function;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request that ends, for those who answer it, when its answer is made rather than read. */
final class MadeRequest extends Request.Wrapper {
  private final Object lock = new Object();
  private @Nullable HttpStream listeners = new Unheard();

  MadeRequest(Request request) {
    super(request);
  }

  @Override
  public void addHttpStreamWrapper(Function<HttpStream, HttpStream> wrapper) {
    synchronized (lock) {
      if (listeners == null) {
        throw new IllegalStateException("the request has ended");
      }
      listeners = wrapper.apply(listeners);
    }
  }

  /**
   * Tells those who wait for the end.
   *
   * @param failure null for none
   */
  void end(@Nullable Throwable failure) {
    HttpStream told;
    synchronized (lock) {
      told = listeners;
      listeners = null;
    }
    if (told == null) {
      return;
    }
    if (failure == null) {
      told.succeeded();
    } else {
      told.failed(failure);
    }
  }

  /** What the first listener wraps. */
  private static final class Unheard extends HttpStream.Wrapper {
    @SuppressWarnings("NullAway")
    private Unheard() {
      super(null);
    }

    @Override
    public void succeeded() {}

    @Override
    public void failed(Throwable failure) {}
  }
}
