package io.github.hnswsearch.web;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Ends requests that fail after their body was loaded. What Jetty 12.1 hands on from its loader is
 * request and callback in one, which passes on success but not failure: a request whose caller is
 * gone would never end, and keep its place in a queue, and its buffers, for ever.
 */
final class BrokenBodies extends Handler.Wrapper {
  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(
        request, response, request.equals(callback) ? new Ending(request, callback) : callback);
  }

  /** Failing the loaded request releases its body and fails the callback behind it. */
  private static final class Ending extends Callback.Nested {
    private final Request request;

    private Ending(Request request, Callback callback) {
      super(callback);
      this.request = request;
    }

    @Override
    public void failed(Throwable failure) {
      request.fail(failure);
    }
  }
}
