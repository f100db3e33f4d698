package io.github.hnswsearch.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends the connection of a request that is not done in time: a caller who sends a byte now and
 * then, or reads one, is never idle, and would otherwise hold its place for ever.
 */
final class Deadline extends Handler.Wrapper {
  private final Duration longest;

  Deadline(Duration longest) {
    this.longest = longest;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
    Scheduler.Task end =
        request
            .getComponents()
            .getScheduler()
            .schedule(connection::close, longest.toMillis(), TimeUnit.MILLISECONDS);
    Request.addCompletionListener(request, failure -> end.cancel());
    return super.handle(request, response, callback);
  }
}
