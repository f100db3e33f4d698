package io.github.hnswsearch.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Lets in whoever shows a key: as {@code Authorization: Bearer KEY}, as {@code X-Api-Key: KEY}, or
 * as the password of {@code Authorization: Basic}, which browsers ask people for.
 */
final class KeyCheck extends Handler.Wrapper {
  static final String HEADER = "X-Api-Key";

  /** Supervisors have no key, and learn nothing else. */
  private static final Set<String> OPEN = Set.of("/livez", "/readyz");

  private static final List<String> CHALLENGES =
      List.of(
          "Basic realm=\"HNSW Search: any user name, the key as password\", charset=\"UTF-8\"",
          "Bearer realm=\"HNSW Search\"");

  private final ApiKeys keys;
  private final Refusals refusals;

  KeyCheck(ApiKeys keys, Refusals refusals) {
    this.keys = keys;
    this.refusals = refusals;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String shown = shown(request.getHeaders());
    if (OPEN.contains(Request.getPathInContext(request))
        || (shown != null && keys.contain(shown))) {
      return super.handle(request, response, callback);
    }
    CHALLENGES.forEach(
        challenge -> response.getHeaders().add(HttpHeader.WWW_AUTHENTICATE, challenge));
    refusals.refuse(
        request,
        response,
        callback,
        Problem.Kind.UNAUTHORIZED,
        "key: expected one of this server's as Authorization: Bearer KEY or X-Api-Key: KEY, found "
            + (shown == null ? "none." : "another."));
    return true;
  }

  private static @Nullable String shown(HttpFields headers) {
    String key = headers.get(HEADER);
    String authorization = headers.get(HttpHeader.AUTHORIZATION);
    if (key != null || authorization == null) {
      return key;
    }
    int space = authorization.indexOf(' ');
    if (space < 0) {
      return null;
    }
    String credentials = authorization.substring(space + 1).strip();
    // Schemes are case-insensitive (RFC 9110, 11.1).
    return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
      case "bearer" -> credentials;
      case "basic" -> password(credentials);
      default -> null;
    };
  }

  private static @Nullable String password(String credentials) {
    try {
      String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? null : pair.substring(colon + 1);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
