package io.github.hnswsearch.web;

import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets so many requests with a long body in at once. What has arrived of a body is kept in memory
 * until it is whole and its request is answered, and there may be thousands of connections.
 */
final class LongBodies extends Handler.Wrapper {
  /** A vector of any dimension; as much for every connection there may be is bearable. */
  static final int SHORT_BYTES = 32 << 10;

  private final int most;
  private final Refusals refusals;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param most requests at once whose body is long, or does not say how long it is
   */
  LongBodies(int most, Refusals refusals) {
    this.most = most;
    this.refusals = refusals;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!isLong(request.getHeaders())) {
      return super.handle(request, response, callback);
    }
    if (underWay.incrementAndGet() <= most) {
      Request.addCompletionListener(request, failure -> underWay.decrementAndGet());
      return super.handle(request, response, callback);
    }
    underWay.decrementAndGet();
    refusals.overloaded(
        request,
        response,
        callback,
        "body: expected at most %d requests at once with more than %d bytes, found as many under way"
            .formatted(most, SHORT_BYTES));
    return true;
  }

  private static boolean isLong(HttpFields headers) {
    return headers.contains(HttpHeader.TRANSFER_ENCODING)
        || headers.getLongField(HttpHeader.CONTENT_LENGTH) > SHORT_BYTES;
  }
}
