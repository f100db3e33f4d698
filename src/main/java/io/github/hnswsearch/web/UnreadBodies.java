package io.github.hnswsearch.web;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Reads what nobody has read of a body, and drops it, once its request is answered. A connection
 * that is closed with something unread is reset, and a caller who is still sending may then lose
 * the answer that has arrived.
 */
final class UnreadBodies extends Handler.Wrapper {
  /** More than any body that is taken; whoever sends more is cut off. */
  static final long MOST_BYTES = 64L << 20;

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (request.getHeaders().contains(HttpHeader.EXPECT)) {
      // Who asks whether to send a body does not send it after a refusal.
      return super.handle(request, response, callback);
    }
    return super.handle(new Lasting(request), response, new Rest(request, callback));
  }

  /** A request whose connection is not given up for what has not arrived yet of its body. */
  private static final class Lasting extends Request.Wrapper {
    private Lasting(Request request) {
      super(request);
    }

    @Override
    public boolean consumeAvailable() {
      return true;
    }
  }

  private static final class Rest extends Callback.Nested {
    private final Request request;
    private long read;

    private Rest(Request request, Callback callback) {
      super(callback);
      this.request = request;
    }

    @Override
    public void succeeded() {
      boolean over = false;
      while (!over && read <= MOST_BYTES) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this::succeeded);
          return;
        }
        over = chunk.isLast() || Content.Chunk.isFailure(chunk);
        read += chunk.remaining();
        chunk.release();
      }
      super.succeeded();
    }
  }
}
