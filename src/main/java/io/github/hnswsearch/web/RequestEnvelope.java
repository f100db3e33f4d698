package io.github.hnswsearch.web;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Gives every request its name and every answer its headers, whoever answers. */
final class RequestEnvelope extends Handler.Wrapper {
  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    RequestId.assign(request, response);
    SecurityHeaders.ALL.forEach(response.getHeaders()::put);
    return super.handle(request, response, callback);
  }
}
