package io.github.hnswsearch.web;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends a connection whose request is not done in time, or whose next one does not come in time: a
 * caller who sends a byte now and then, of the head or of the body, or reads one, is never idle,
 * and would otherwise hold its place for ever.
 */
final class Deadline extends Handler.Wrapper implements Connection.Listener {
  private final Duration longest;
  private final Map<EndPoint, Scheduler.Task> ends = new ConcurrentHashMap<>();

  Deadline(Duration longest) {
    this.longest = longest;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    for (Connector connector : getServer().getConnectors()) {
      connector.addEventListener(this);
    }
  }

  @Override
  protected void doStop() throws Exception {
    for (Connector connector : getServer().getConnectors()) {
      connector.removeEventListener(this);
    }
    super.doStop();
  }

  @Override
  public void onOpened(Connection connection) {
    await(connection.getEndPoint());
  }

  @Override
  public void onClosed(Connection connection) {
    forget(connection.getEndPoint());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
    restart(connection, longest.toMillis());
    Request.addCompletionListener(request, failure -> await(connection));
    return super.handle(request, response, callback);
  }

  /** The next request may begin until the connection has been idle for too long. */
  private void await(EndPoint connection) {
    restart(connection, connection.getIdleTimeout() + longest.toMillis());
  }

  private void restart(EndPoint connection, long millis) {
    ends.computeIfPresent(connection, (key, end) -> end.cancel() ? null : end);
    if (connection.isOpen()) {
      ends.computeIfAbsent(
          connection,
          key ->
              getServer()
                  .getScheduler()
                  .schedule(connection::close, millis, TimeUnit.MILLISECONDS));
    }
    if (!connection.isOpen()) {
      // It was closed meanwhile, perhaps after its listener had been told.
      forget(connection);
    }
  }

  private void forget(EndPoint connection) {
    Scheduler.Task end = ends.remove(connection);
    if (end != null) {
      end.cancel();
    }
  }
}
