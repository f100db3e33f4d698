package io.github.hnswsearch.web;

import java.util.Map;

/**
 * Headers of every answer. The page loads nothing from elsewhere, runs no inline script or style,
 * and cannot be framed; no other site may read answers unless the server was started for it.
 */
final class SecurityHeaders {
  static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
          + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  static final Map<String, String> ALL =
      Map.of(
          "Content-Security-Policy",
          CONTENT_POLICY,
          "X-Content-Type-Options",
          "nosniff",
          // A query is nobody else's business: links to other sites do not carry it.
          "Referrer-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin");

  private SecurityHeaders() {}
}
