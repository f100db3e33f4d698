package io.github.hnswsearch.web;

import io.github.hnswsearch.search.GenerationChangedException;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.NotFoundException;
import io.github.hnswsearch.search.OverloadedException;
import io.github.hnswsearch.search.UnavailableEncoderException;
import io.github.hnswsearch.search.UnopenedCollectionException;
import io.github.hnswsearch.web.page.Pages;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.stream.Collectors;

/** Turns whatever goes wrong into an answer: a problem for programs, a page for people. */
final class Errors {
  private static final Logger LOG = System.getLogger(Errors.class.getName());
  static final String RETRY_SECONDS = "2";

  /** Collections and encoders that failed are not tried again sooner. */
  private static final String MENDED_SECONDS = "30";

  private final Pages pages;

  Errors(Pages pages) {
    this.pages = pages;
  }

  void addTo(JavalinConfig config) {
    config.routes.exception(Exception.class, this::answer);
    // The framework has an answer of its own for these, which is used unless there is another.
    config.routes.exception(HttpResponseException.class, this::answer);
    config.router.javaLangErrorHandler(Errors::answerFatal);
  }

  /** Out of memory, stack overflow: the request is lost, the server goes on where it can. */
  private static void answerFatal(HttpServletResponse response, Error failure) {
    String id = String.valueOf(response.getHeader(RequestId.HEADER));
    LOG.log(Level.ERROR, "request " + id + " failed", failure);
    Problem problem = internalError(id);
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    try {
      response.getOutputStream().write(ProblemAnswer.json(problem).body());
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the caller of request " + id + " has gone", e);
    }
  }

  private void answer(Exception failure, Context ctx) {
    Problem problem = problem(failure, ctx);
    ctx.status(problem.status());
    ctx.header("Cache-Control", "no-store");
    boolean opening =
        failure instanceof CollectionsNotReadyException notReady && notReady.isOpening();
    ProblemAnswer sent =
        opening && ProblemAnswer.wantsPage(ctx.path(), ctx.header("Accept"))
            ? ProblemAnswer.waiting(problem, pages, ctx.path(), ctx.queryString())
            : ProblemAnswer.of(problem, pages, ctx.path(), ctx.queryString(), ctx.header("Accept"));
    ctx.contentType(sent.mediaType()).result(sent.body());
  }

  /** What to tell the caller of a failure; unexpected ones are logged under the request's id. */
  static Problem problem(Exception failure, Context ctx) {
    String id = RequestId.of(ctx);
    return switch (failure) {
      case InvalidRequestException e ->
          Problem.Kind.INVALID_REQUEST.because(String.valueOf(e.getMessage()), id);
      case NotFoundException e ->
          Problem.Kind.NOT_FOUND.because(String.valueOf(e.getMessage()), id);
      case GenerationChangedException e ->
          Problem.Kind.GENERATION_CHANGED.because(String.valueOf(e.getMessage()), id);
      // What is wrong with them is in the log already, with the places that callers do not see.
      case UnopenedCollectionException e -> {
        ctx.header("Retry-After", MENDED_SECONDS);
        yield Problem.Kind.COLLECTION_UNAVAILABLE.because(e.withinFolder(), id);
      }
      case UnavailableEncoderException e -> {
        ctx.header("Retry-After", MENDED_SECONDS);
        yield Problem.Kind.COLLECTION_UNAVAILABLE.because(e.ofSearch(), id);
      }
      case CollectionsNotReadyException e -> {
        ctx.header("Retry-After", RETRY_SECONDS);
        yield Problem.Kind.NOT_READY.because(String.valueOf(e.getMessage()), id);
      }
      case OverloadedException e -> {
        ctx.header("Retry-After", RETRY_SECONDS);
        yield Problem.Kind.OVERLOADED.because(String.valueOf(e.getMessage()), id);
      }
      case PictureUnavailableException e ->
          (e.isLate() ? Problem.Kind.TIMEOUT : Problem.Kind.PICTURE_UNAVAILABLE)
              .because(String.valueOf(e.getMessage()), id);
      case RequestBody.LateException e ->
          Problem.Kind.TIMEOUT
              .because(String.valueOf(e.getMessage()), id)
              .withStatus(HttpStatus.REQUEST_TIMEOUT.getCode());
      case RequestBody.ContentTooLargeException e ->
          Problem.Kind.CONTENT_TOO_LARGE.because(String.valueOf(e.getMessage()), id);
      case RequestBody.UnsupportedMediaTypeException e -> {
        // What would be read, as RFC 9110, 15.5.16, suggests.
        ctx.header("Accept-Post", e.expected());
        yield Problem.Kind.UNSUPPORTED_MEDIA_TYPE.because(String.valueOf(e.getMessage()), id);
      }
      case UnprocessableUploadException e ->
          Problem.Kind.UNPROCESSABLE_UPLOAD.because(String.valueOf(e.getMessage()), id);
      case MethodNotAllowedResponse e -> methodNotAllowed(e, ctx);
      case NotFoundResponse e ->
          Problem.Kind.NOT_FOUND.because(
              "path %s: there is nothing here. /openapi.json lists the addresses of the API."
                  .formatted(ctx.path()),
              id);
      default -> {
        LOG.log(
            Level.ERROR, "request " + id + " failed: " + ctx.method() + " " + ctx.path(), failure);
        yield internalError(id);
      }
    };
  }

  /** A defect, of which the log knows more. */
  static Problem internalError(String id) {
    return Problem.Kind.INTERNAL_ERROR.because(
        "Try again; if it happens again, look for request %s in the server's log.".formatted(id),
        id);
  }

  private static Problem methodNotAllowed(MethodNotAllowedResponse failure, Context ctx) {
    String allowed = failure.getDetails().values().stream().collect(Collectors.joining(", "));
    ctx.header("Allow", allowed);
    return Problem.Kind.METHOD_NOT_ALLOWED.because(
        "method %s: expected one of %s.".formatted(ctx.method(), allowed), RequestId.of(ctx));
  }
}
