package io.github.hnswsearch.web;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers to certain names alone. A page elsewhere can point a name of its own at 127.0.0.1 (DNS
 * rebinding); the browser then takes this server for a part of that site and lets the page read the
 * answers. Its Host header gives it away. The port is not looked at: tunnels change it.
 *
 * <p>The answer is 403, not 421 (Misdirected Request): browsers try those again over another
 * connection.
 */
final class HostNames extends Handler.Wrapper {
  /** What a machine calls itself; names below localhost never leave it (RFC 6761). */
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> names;
  private final Refusals refusals;

  /**
   * @param names further names, in lower case
   */
  HostNames(Set<String> names, Refusals refusals) {
    this.names = new TreeSet<>(LOOPBACK);
    this.names.addAll(names);
    this.refusals = refusals;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String host = request.getHttpURI().getHost();
    if (isOurs(host)) {
      return super.handle(request, response, callback);
    }
    refusals.refuse(
        request,
        response,
        callback,
        Problem.Kind.FORBIDDEN_HOST,
        "Host \"%s\": expected one of %s. Use one of these, or start the server with --allowed-host."
            .formatted(host, names));
    return true;
  }

  /** Browsers always name a host: a request without one, of HTTP/1.0, cannot be theirs. */
  private boolean isOurs(@Nullable String host) {
    if (host == null) {
      return true;
    }
    String name = host.toLowerCase(Locale.ROOT);
    return names.contains(name) || name.endsWith(".localhost");
  }
}
