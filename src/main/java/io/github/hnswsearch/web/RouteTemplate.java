package io.github.hnswsearch.web;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import org.eclipse.jetty.server.Request;

/** The route that answered a request, as it is written in the code: /c/{collection}. */
final class RouteTemplate {
  /** What no route has answered: addresses that do not exist, requests that were turned away. */
  static final String NONE = "none";

  private static final String ATTRIBUTE = "route-template";

  private RouteTemplate() {}

  /** Notes the route for the logs, which know the request but not the framework. */
  static void note(Context ctx) {
    Endpoint endpoint = ctx.endpoints().lastHttpEndpoint();
    if (endpoint != null) {
      ctx.attribute(ATTRIBUTE, endpoint.path);
    }
  }

  static String of(Request request) {
    return request.getAttribute(ATTRIBUTE) instanceof String template ? template : NONE;
  }
}
