package io.github.hnswsearch.web;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.NotFoundException;
import io.github.hnswsearch.search.Query;
import io.github.hnswsearch.search.SearchMode;
import io.github.hnswsearch.search.SearchResponse;
import io.github.hnswsearch.web.page.Alternative;
import io.github.hnswsearch.web.page.Pages;
import io.github.hnswsearch.web.page.SearchForm;
import io.github.hnswsearch.web.page.SearchState;
import io.github.hnswsearch.web.page.Subject;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The page as HTML: complete without scripts, which only replace parts of it. */
final class PageRoutes {
  static final String HTML = "text/html; charset=utf-8";

  private static final String CORRECT = "This search needs a correction";

  private final OpeningCollections collections;
  private final Pages pages;
  private final PictureSizes sizes;

  PageRoutes(OpeningCollections collections, Pages pages) {
    this.collections = collections;
    this.pages = pages;
    this.sizes = new PictureSizes(collections);
  }

  void addTo(RoutesConfig routes) {
    Routes.get(routes, "/", this::home);
    Routes.get(routes, "/c/{collection}", ctx -> search(ctx, () -> null));
    Routes.get(
        routes,
        "/c/{collection}/similar/{id}",
        ctx -> search(ctx, () -> new Subject.Item(ctx.pathParam("id"))));
    Routes.get(
        routes,
        "/c/{collection}/examples",
        ctx -> search(ctx, () -> SearchForm.examples(ctx.queryParamMap())));
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
   * @param given what the path names besides the collection, null for nothing; may throw {@link
   *     InvalidRequestException}
   */
  void search(Context ctx, Supplier<@Nullable Subject> given) throws IOException {
    String name = ctx.pathParam("collection");
    CollectionInfo collection;
    try {
      collection = collections.opened().info(name);
    } catch (NotFoundException e) {
      List<CollectionInfo> others = collections.infos();
      ctx.status(HttpStatus.NOT_FOUND);
      send(ctx, pages.unknownCollection(others, "\"%s\" is not among these:".formatted(name)));
      return;
    }
    List<CollectionInfo> all = collections.infos();
    SearchForm form;
    try {
      form = SearchForm.read(name, given.get(), ctx.queryParamMap());
    } catch (InvalidRequestException e) {
      String text = Optional.ofNullable(ctx.queryParam("q")).orElse("");
      fail(ctx, frame(all, collection, SearchState.search(name, text)), e);
      return;
    }
    if (!form.tidy()) {
      ctx.redirect(form.state().url(), HttpStatus.SEE_OTHER);
      return;
    }
    answer(ctx, frame(all, collection, form.state()));
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
      Pages.Given given = new Pages.Given(items(frame.state()), null);
      answer(ctx, frame, PageSearch.query(frame.state()), given);
    } catch (IOException | RuntimeException e) {
      fail(ctx, frame, e);
    }
  }

  /** Answers a search, whatever it is for. */
  void answer(Context ctx, Pages.Frame frame, Query query, Pages.Given given) throws IOException {
    SearchResponse response = PageSearch.search(collections.opened(), frame, query);
    send(
        ctx,
        pages.results(
            frame,
            response,
            given,
            alternatives(frame, query, response),
            sizes.of(frame.collection(), response)));
  }

  /** What else could be searched where nothing was found, and how much each of it finds. */
  private List<Alternative.Counted> alternatives(
      Pages.Frame frame, Query query, SearchResponse response) throws IOException {
    if (!response.hits().isEmpty() || response.total().value() > 0) {
      return List.of();
    }
    List<Alternative.Counted> counted = new ArrayList<>();
    for (Alternative alternative : Alternative.of(frame, passing(response))) {
      counted.add(new Alternative.Counted(alternative, count(alternative.frame(), query)));
    }
    return counted;
  }

  /**
   * Results of a search by words; of another, the items that it ranks, as far as they are known.
   */
  private long count(Pages.Frame frame, Query query) throws IOException {
    SearchResponse response =
        collections.opened().search(frame.state().collection(), PageSearch.counting(frame, query));
    return frame.mode() == SearchMode.KEYWORD ? response.total().value() : passing(response);
  }

  /** Items that pass the filters; where no field is counted, those that were ranked. */
  private static long passing(SearchResponse response) {
    return response.facets() == null ? response.total().value() : response.facets().items();
  }

  /** The items that an address names, by id: their titles stand above the results. */
  private Map<String, Document> items(SearchState state) throws IOException {
    Map<String, Document> items = new HashMap<>();
    for (String id : state.named()) {
      items.put(
          id,
          collections
              .opened()
              .document(state.collection(), id)
              .orElseThrow(
                  () ->
                      new NotFoundException(
                          "Item \"%s\" is not in collection \"%s\"."
                              .formatted(id, state.collection()))));
    }
    return items;
  }

  /** What went wrong, below the form that led to it. */
  void fail(Context ctx, Pages.Frame frame, Exception failure) {
    Problem problem = Errors.problem(failure, ctx);
    ctx.status(problem.status());
    boolean ours = problem.status() >= HttpStatus.INTERNAL_SERVER_ERROR.getCode();
    String title = failure instanceof InvalidRequestException ? CORRECT : problem.title();
    send(ctx, pages.problem(frame, title, problem.detail(), ours ? problem.requestId() : null));
  }

  static Optional<CollectionInfo> named(String collection, List<CollectionInfo> all) {
    return all.stream().filter(info -> info.name().equals(collection)).findFirst();
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
