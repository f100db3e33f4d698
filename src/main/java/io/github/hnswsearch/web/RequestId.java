package io.github.hnswsearch.web;

import io.javalin.http.Context;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * The name of a request in answers and in the log. A caller may choose it with the header {@code
 * X-Request-Id}, so that it can be followed through a proxy.
 */
final class RequestId {
  static final String HEADER = "X-Request-Id";

  /** Anything else could forge lines of the log. */
  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final String ATTRIBUTE = "request-id";

  private RequestId() {}

  /** The caller's id if there is an acceptable one, else a new one. */
  private static String acceptOrCreate(@Nullable String offered) {
    return offered != null && ACCEPTED.matcher(offered).matches()
        ? offered
        : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  /** Names a request and its answer. */
  static void assign(Request request, Response response) {
    String id = of(request);
    request.setAttribute(ATTRIBUTE, id);
    response.getHeaders().put(HEADER, id);
  }

  /** The name of a request; a new one for one that was refused before it was given any. */
  static String of(Request request) {
    return request.getAttribute(ATTRIBUTE) instanceof String id
        ? id
        : acceptOrCreate(request.getHeaders().get(HEADER));
  }

  static String of(Context ctx) {
    return Objects.requireNonNull(ctx.<String>attribute(ATTRIBUTE));
  }
}
