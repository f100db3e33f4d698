package io.github.hnswsearch.web;

import io.github.hnswsearch.search.NotFoundException;
import io.github.hnswsearch.web.page.Pages;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What the types of problems mean, under the addresses that the types are. */
final class ProblemRoutes {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Pages pages;

  ProblemRoutes(Pages pages) {
    this.pages = pages;
  }

  void addTo(RoutesConfig routes) {
    Routes.get(routes, Problem.TYPES + "{type}", this::explain);
  }

  private void explain(Context ctx) {
    new Parameters(ctx.queryParamMap(), Set.of());
    Problem.Kind kind =
        Problem.Kind.of(ctx.pathParam("type"))
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "problem \"%s\": expected one of %s."
                            .formatted(ctx.pathParam("type"), known())));
    ctx.header("Cache-Control", "no-cache").header("Vary", "Accept");
    if (ProblemAnswer.wantsPage(ctx.path(), ctx.header("Accept"))) {
      ctx.contentType(PageRoutes.HTML)
          .result(pages.explanation(kind.title, kind.text(), kind.status, kind.meaning));
    } else {
      ctx.contentType(TEXT)
          .result(
              "%s (%s, HTTP status %d)%n%n%s%n"
                  .formatted(kind.title, kind.text(), kind.status, kind.meaning));
    }
  }

  private static String known() {
    return Arrays.stream(Problem.Kind.values())
        .map(Problem.Kind::text)
        .collect(Collectors.joining(", "));
  }
}
