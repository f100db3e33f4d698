package io.github.hnswsearch.web;

import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Turns away what pages of other sites send without being allowed to. They could not read the
 * answers, but could keep this server busy and measure how long it takes. Links to it are followed.
 * Programs send none of these headers.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 */
final class CrossSite extends Handler.Wrapper {
  private static final Set<String> OURS = Set.of("same-origin", "none");

  private final Set<String> origins;
  private final Refusals refusals;

  /**
   * @param origins of the sites that may ask, in lower case
   */
  CrossSite(Set<String> origins, Refusals refusals) {
    this.origins = Set.copyOf(origins);
    this.refusals = refusals;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (isFromHere(request)) {
      return super.handle(request, response, callback);
    }
    refusals.refuse(
        request,
        response,
        callback,
        Problem.Kind.FORBIDDEN_ORIGIN,
        "Origin %s: expected a page of this server%s. Start the server with --cors-origin for"
                .formatted(
                    request.getHeaders().get(HttpHeader.ORIGIN),
                    origins.isEmpty() ? "" : " or of " + String.join(", ", origins))
            + " another.");
    return true;
  }

  private boolean isFromHere(Request request) {
    boolean reads =
        HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
    String path = Request.getPathInContext(request);
    if (reads && !path.startsWith("/api/")) {
      return true;
    }
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin != null && origins.contains(origin.toLowerCase(Locale.ROOT))) {
      return true;
    }
    String site = request.getHeaders().get("Sec-Fetch-Site");
    if (site != null) {
      return OURS.contains(site)
          || (reads && "navigate".equals(request.getHeaders().get("Sec-Fetch-Mode")));
    }
    // Browsers send those headers to https and loopback only; Origin they send with every POST.
    return reads || isOwn(origin, request.getHeaders().get(HttpHeader.HOST));
  }

  private static boolean isOwn(@Nullable String origin, @Nullable String host) {
    return origin == null || origin.substring(origin.indexOf("://") + 1).equals("//" + host);
  }
}
