package io.github.hnswsearch.web;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.NotFoundException;
import io.github.hnswsearch.search.Query;
import io.github.hnswsearch.search.SearchMode;
import io.github.hnswsearch.search.SearchOptions;
import io.github.hnswsearch.search.SearchRequest;
import io.github.hnswsearch.search.SearchResponse;
import io.github.hnswsearch.web.page.Pages;
import io.github.hnswsearch.web.page.SearchForm;
import io.github.hnswsearch.web.page.SearchState;
import io.github.hnswsearch.web.page.Subject;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The page as HTML: complete without scripts, which only replace parts of it. */
final class PageRoutes {
  static final String HTML = "text/html; charset=utf-8";

  /** Values of a field beside the results; a list that is read, not scrolled through. */
  private static final int FACET_VALUES = 12;

  private static final String CORRECT = "This search needs a correction";

  private final OpeningCollections collections;
  private final Pages pages;

  PageRoutes(OpeningCollections collections, Pages pages) {
    this.collections = collections;
    this.pages = pages;
  }

  void addTo(RoutesConfig routes) {
    Routes.get(routes, "/", this::home);
    Routes.get(routes, "/c/{collection}", ctx -> search(ctx, null));
    Routes.get(
        routes,
        "/c/{collection}/similar/{id}",
        ctx -> search(ctx, new Subject.Item(ctx.pathParam("id"))));
  }

  /** The largest collection, or a search that names none. */
  private void home(Context ctx) throws IOException {
    List<CollectionInfo> all = collections.infos();
    CollectionInfo largest =
        all.stream().max(Comparator.comparingLong(CollectionInfo::items)).orElseThrow();
    String query = ctx.queryString();
    if (query != null && ctx.queryParam("q") != null) {
      ctx.redirect(SearchState.start(largest.name()).url() + "?" + query, HttpStatus.SEE_OTHER);
      return;
    }
    send(ctx, pages.start(frame(all, largest, SearchState.start(largest.name()))));
  }

  /**
   * Answers a search.
   *
   * @param given what the path names besides the collection, null for nothing
   */
  void search(Context ctx, @Nullable Subject given) throws IOException {
    List<CollectionInfo> all = collections.infos();
    String name = ctx.pathParam("collection");
    Optional<CollectionInfo> collection =
        all.stream().filter(info -> info.name().equals(name)).findFirst();
    if (collection.isEmpty()) {
      ctx.status(HttpStatus.NOT_FOUND);
      send(ctx, pages.unknownCollection(all, "\"%s\" is not among these:".formatted(name)));
      return;
    }
    SearchForm form;
    try {
      form = SearchForm.read(name, given, ctx.queryParamMap());
    } catch (InvalidRequestException e) {
      String text = Optional.ofNullable(ctx.queryParam("q")).orElse("");
      fail(ctx, frame(all, collection.get(), SearchState.search(name, text)), e);
      return;
    }
    if (!form.tidy()) {
      ctx.redirect(form.state().url(), HttpStatus.SEE_OTHER);
      return;
    }
    answer(ctx, frame(all, collection.get(), form.state()));
  }

  private void answer(Context ctx, Pages.Frame frame) {
    if (!frame.state().searches()) {
      send(ctx, pages.start(frame));
      return;
    }
    if (frame.state().subject() instanceof Subject.Upload) {
      send(ctx, pages.absentFile(frame));
      return;
    }
    try {
      Document like = like(frame);
      SearchResponse response =
          collections
              .opened()
              .search(frame.state().collection(), request(frame, query(frame.state())));
      send(ctx, pages.results(frame, response, like));
    } catch (IOException | RuntimeException e) {
      fail(ctx, frame, e);
    }
  }

  private @Nullable Document like(Pages.Frame frame) throws IOException {
    String id = frame.state().like();
    if (id == null) {
      return null;
    }
    String collection = frame.state().collection();
    return collections
        .opened()
        .document(collection, id)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "Item \"%s\" is not in collection \"%s\".".formatted(id, collection)));
  }

  private static Query query(SearchState state) {
    return switch (state.subject()) {
      case Subject.Text words -> new Query.ByText(words.text());
      case Subject.Item item -> new Query.ById(item.id());
      case Subject.Upload file ->
          throw new IllegalStateException("file " + file.digest() + " is not here");
    };
  }

  /** The search of a page for what its state names. */
  static SearchRequest request(Pages.Frame frame, Query query) {
    SearchState state = frame.state();
    // A page of a hand-written address may lie below the depth.
    int depth = Math.clamp((long) state.page() * state.size(), state.depth(), SearchRequest.MAX_K);
    return new SearchRequest(
        query,
        frame.mode(),
        depth,
        OptionalInt.empty(),
        state.filters(),
        Math.min(state.from(), depth),
        Math.min(state.size(), Math.max(0, depth - state.from())),
        options(frame));
  }

  private static SearchOptions options(Pages.Frame frame) {
    SearchOptions none = SearchOptions.NONE;
    return new SearchOptions(
        none.recall(),
        none.fusion(),
        frame.facets(),
        FACET_VALUES,
        true,
        none.explain(),
        none.dedupe(),
        Optional.ofNullable(frame.state().sort()));
  }

  /** What went wrong, below the form that led to it. */
  void fail(Context ctx, Pages.Frame frame, Exception failure) {
    Problem problem = Errors.problem(failure, ctx);
    ctx.status(problem.status());
    boolean ours = problem.status() >= HttpStatus.INTERNAL_SERVER_ERROR.getCode();
    String title = failure instanceof InvalidRequestException ? CORRECT : problem.title();
    send(ctx, pages.problem(frame, title, problem.detail(), ours ? problem.requestId() : null));
  }

  static Pages.Frame frame(List<CollectionInfo> all, CollectionInfo collection, SearchState state) {
    SearchMode mode =
        !(state.subject() instanceof Subject.Text)
            ? SearchMode.VECTOR
            : Optional.ofNullable(state.mode()).orElseGet(collection::defaultMode);
    return new Pages.Frame(all, collection, state, mode);
  }

  static void send(Context ctx, String html) {
    ctx.header("Cache-Control", "no-cache").contentType(HTML).result(html);
  }
}
