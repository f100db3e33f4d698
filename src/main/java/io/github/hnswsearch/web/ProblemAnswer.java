package io.github.hnswsearch.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.web.page.Pages;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A problem as it is sent: JSON for programs, a page for people.
 *
 * @param mediaType of the body
 * @param body the whole answer
 */
record ProblemAnswer(String mediaType, byte[] body) {
  private static final String OPENING = "Opening the collections…";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A problem for a caller who may be either. */
  static ProblemAnswer of(
      Problem problem, Pages pages, String path, @Nullable String query, @Nullable String accept) {
    if (!wantsPage(path, accept)) {
      return json(problem);
    }
    boolean ours = problem.status() >= Problem.Kind.INTERNAL_ERROR.status;
    String html =
        pages.failure(
            problem.title(),
            problem.detail(),
            ours ? problem.requestId() : null,
            ours ? address(path, query) : null);
    return new ProblemAnswer(PageRoutes.HTML, html.getBytes(StandardCharsets.UTF_8));
  }

  /** A page that asks again until the collections are open. */
  static ProblemAnswer waiting(Problem problem, Pages pages, String path, @Nullable String query) {
    String html = pages.waiting(OPENING, problem.detail(), address(path, query));
    return new ProblemAnswer(PageRoutes.HTML, html.getBytes(StandardCharsets.UTF_8));
  }

  /** A problem as JSON, whose charset is UTF-8 without saying so. */
  static ProblemAnswer json(Problem problem) {
    try {
      return new ProblemAnswer(Problem.MEDIA_TYPE, JSON.writeValueAsBytes(problem));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts cannot be written", e);
    }
  }

  /** People follow links to pages; programs call the API, whatever they accept. */
  static boolean wantsPage(String path, @Nullable String accept) {
    return !path.startsWith("/api/")
        && accept != null
        && accept.toLowerCase(Locale.ROOT).contains("text/html");
  }

  private static String address(String path, @Nullable String query) {
    return query == null ? path : path + "?" + query;
  }
}
