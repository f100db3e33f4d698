package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.SearchMode;
import io.github.hnswsearch.search.SearchResponse;
import io.github.hnswsearch.web.page.PageView.EmptyView;
import io.github.hnswsearch.web.page.PageView.FailureView;
import io.github.hnswsearch.web.page.PageView.Like;
import io.github.hnswsearch.web.page.PageView.StartView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every page there is, as HTML. */
public final class Pages {
  private static final String NAME = "HNSW Search";

  private final Templates templates;

  /**
   * @param templates the folder of the templates
   */
  public Pages(Path templates) {
    this.templates = new Templates(templates);
  }

  /**
   * What every page about a collection shows.
   *
   * @param all all collections
   * @param collection the one that is shown
   * @param state what the address says
   * @param mode the mode that is searched
   */
  public record Frame(
      List<CollectionInfo> all, CollectionInfo collection, SearchState state, SearchMode mode) {
    /** Fields whose values are counted beside the results, in this order. */
    private static final List<String> FACETS = List.of("year", "category", "author", "license");

    private static final Set<String> COUNTED =
        Set.of("keyword", "category", "name", "long", "date");

    public Frame {
      all = List.copyOf(all);
    }

    /** Those of the fields that are counted which this collection has. */
    public List<String> facets() {
      return FACETS.stream().filter(this::isCounted).toList();
    }

    /** A field that is only stored, or searched in word by word, has no values to count. */
    private boolean isCounted(String field) {
      return COUNTED.contains(collection.fields().getOrDefault(field, ""));
    }
  }

  /** A collection before the first search. */
  public String start(Frame frame) {
    StartView start =
        new StartView(
            frame.collection().about(),
            Labels.count(frame.collection().items()),
            form(frame).modes(),
            syntax(frame.collection()));
    return page(frame, frame.collection().name(), null, null, start, null, null, null);
  }

  /**
   * The answer to a search.
   *
   * @param like the item whose neighbours they are; null for a search by text
   */
  public String results(Frame frame, SearchResponse response, @Nullable Document like) {
    Like origin = like == null ? null : origin(like, frame.collection());
    String title = origin == null ? frame.state().text() : "Similar to " + origin.title().label();
    return results(frame, response, title, origin, null);
  }

  /** The answer to a search by a file. */
  public String results(Frame frame, SearchResponse response, FileView file) {
    return results(frame, response, "Similar to " + file.name(), null, file);
  }

  private String results(
      Frame frame,
      SearchResponse response,
      String title,
      @Nullable Like like,
      @Nullable FileView file) {
    // A text of filters alone, or one that names an item, is searched by other legs than were
    // chosen.
    SearchMode mode = SearchMode.find(response.mode()).orElse(frame.mode());
    ResultsView results = ResultsView.of(response, frame.state(), mode, frame.collection());
    return response.hits().isEmpty()
        ? page(frame, title, like, file, null, null, empty(frame, results), null)
        : page(frame, title, like, file, null, results, null, null);
  }

  /**
   * A search that was not done, with its form.
   *
   * @param requestId names the request in the log; null where the log has nothing to add
   */
  public String problem(Frame frame, String title, String detail, @Nullable String requestId) {
    List<Link> retry =
        requestId == null ? List.of() : List.of(Link.to("Try again", frame.state().url()));
    FailureView failure = new FailureView(title, detail, requestId, retry);
    return page(frame, title, null, null, null, null, null, failure);
  }

  /** A file that was not searched by, with the form to choose another. */
  public String unusableFile(Frame frame, String title, String detail) {
    FailureView failure = new FailureView(title, detail, null, List.of(), true);
    return page(frame, title, null, null, null, null, null, failure);
  }

  /** The address of results for a file, of which this server keeps none. */
  public String absentFile(Frame frame) {
    return page(frame, "Search by a file", null, null, null, null, null, null);
  }

  /**
   * A page about no collection.
   *
   * @param requestId names the request in the log; null where the log has nothing to add
   * @param retryUrl where to try again; null where that would change nothing
   */
  public String failure(
      String title, String detail, @Nullable String requestId, @Nullable String retryUrl) {
    Link next = retryUrl == null ? Link.to("Start page", "/") : Link.to("Try again", retryUrl);
    return failurePage(new FailureView(title, detail, requestId, List.of(next)));
  }

  /** What a type of problem means. */
  public String explanation(String title, String type, int status, String meaning) {
    return failurePage(
        new FailureView(
            title,
            "%s (type %s, HTTP status %d)".formatted(meaning, type, status),
            null,
            List.of(Link.to("API description", "/docs"), Link.to("Start page", "/"))));
  }

  /** A collection that does not exist, with those that do. */
  public String unknownCollection(List<CollectionInfo> all, String detail) {
    return failurePage(
        new FailureView("There is no such collection", detail, null, tabs(all, "", "")));
  }

  private String failurePage(FailureView failure) {
    return templates.render(
        new PageView(
            failure.title() + " · " + NAME,
            List.of(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            failure,
            false,
            null));
  }

  private String page(
      Frame frame,
      String title,
      @Nullable Like like,
      @Nullable FileView file,
      @Nullable StartView start,
      @Nullable ResultsView results,
      @Nullable EmptyView empty,
      @Nullable FailureView failure) {
    List<Link> tabs =
        frame.all().size() > 1
            ? tabs(frame.all(), frame.collection().name(), frame.state().text())
            : List.of();
    return templates.render(
        new PageView(
            title + " · " + NAME,
            tabs,
            form(frame),
            send(frame),
            like,
            file,
            start,
            results,
            empty,
            failure,
            start == null && results == null && empty == null && failure == null,
            FactsView.of(frame.collection())));
  }

  private static FormView form(Frame frame) {
    return FormView.of(frame.state(), frame.mode(), frame.collection());
  }

  private static @Nullable SendView send(Frame frame) {
    return SendView.of(frame.state(), frame.collection());
  }

  private static List<Link> tabs(List<CollectionInfo> all, String current, String text) {
    return all.stream()
        .map(
            info ->
                new Link(
                    info.name(),
                    Labels.count(info.items()),
                    SearchState.search(info.name(), text).url(),
                    info.name().equals(current)))
        .toList();
  }

  private static Like origin(Document document, CollectionInfo collection) {
    HitView.Fields fields = new HitView.Fields(document.fields());
    List<String> authors = fields.all("author");
    String names = authors.size() > 3 ? authors.getFirst() + " et al." : String.join(", ", authors);
    return new Like(
        HitView.title(document.id(), document.url(), fields),
        names,
        HitView.image(document.id(), collection));
  }

  private static EmptyView empty(Frame frame, ResultsView results) {
    SearchState state = frame.state();
    List<Link> suggestions = new ArrayList<>();
    if (state.page() > 1) {
      suggestions.add(Link.to("Back to the first page", state.withPage(1).url()));
    }
    state
        .filters()
        .forEach(
            filter ->
                suggestions.add(Link.to("Without " + filter, state.withoutFilter(filter).url())));
    if (state.filters().size() > 1) {
      suggestions.add(Link.to("Without any filter", state.withFilters(List.of()).url()));
    }
    if (state.like() == null && frame.mode() == SearchMode.KEYWORD) {
      frame.collection().modes().stream()
          .filter(mode -> mode.equals(SearchMode.VECTOR.text()))
          .forEach(
              mode ->
                  suggestions.add(
                      Link.to("The same by meaning", state.withMode(SearchMode.VECTOR).url())));
    }
    return new EmptyView(results.timing(), results.warnings(), suggestions);
  }

  /** What can be typed besides words, for the fields that this collection has. */
  private static List<Map.Entry<String, String>> syntax(CollectionInfo collection) {
    Map<String, Map.Entry<String, String>> known = new LinkedHashMap<>();
    known.put("title", Map.entry("title:attention", "a word of the title"));
    known.put("author", Map.entry("author:\"geoffrey hinton\"", "any part of a name"));
    known.put("category", Map.entry("category:cs", "a category and all below it"));
    known.put("year", Map.entry("year:2015..2020", "from one year to another"));
    return known.entrySet().stream()
        .filter(entry -> collection.fields().containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
