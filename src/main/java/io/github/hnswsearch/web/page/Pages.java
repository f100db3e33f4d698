package io.github.hnswsearch.web.page;

import io.github.hnswsearch.picture.PictureSize;
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
import java.util.Objects;
import java.util.stream.Collectors;
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

    private static final String KEYWORD = "keyword";

    public Frame {
      all = List.copyOf(all);
    }

    /** Those of the fields that are counted which this collection has, or else a few others. */
    public List<String> facets() {
      List<String> known = FACETS.stream().filter(collection::isCounted).toList();
      return known.isEmpty() ? keywords() : known;
    }

    /** Fields of single values, where none is known by its name. */
    private List<String> keywords() {
      return collection.fields().entrySet().stream()
          .filter(field -> field.getValue().equals(KEYWORD))
          .map(Map.Entry::getKey)
          .limit(FACETS.size())
          .toList();
    }
  }

  /**
   * What a state is about besides words.
   *
   * @param items that it names, by id
   * @param file that is searched by; null for none
   */
  public record Given(Map<String, Document> items, @Nullable FileView file) {
    public Given {
      items = Map.copyOf(items);
    }

    private Document item(String id) {
      return Objects.requireNonNull(items.get(id));
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
    return page(frame, frame.collection().name(), Origin.NONE, start, null, null, null, null);
  }

  /**
   * The answer to a search.
   *
   * @param given what the state is about besides words
   * @param alternatives searches to suggest where this one found nothing
   * @param sizes of the pictures whose size is known, by id
   */
  public String results(
      Frame frame,
      SearchResponse response,
      Given given,
      List<Alternative.Counted> alternatives,
      Map<String, PictureSize> sizes) {
    // A text of filters alone, or one that names an item, is searched by other legs than were
    // chosen.
    SearchMode mode = SearchMode.find(response.mode()).orElse(frame.mode());
    ResultsView results = ResultsView.of(response, frame.state(), mode, frame.collection(), sizes);
    boolean any = !response.hits().isEmpty();
    return page(
        frame,
        title(frame, given),
        origin(frame, given),
        null,
        any ? results : null,
        any ? null : empty(frame, results, alternatives),
        null,
        FacetsView.of(response.facets(), frame.state()));
  }

  private static String title(Frame frame, Given given) {
    return switch (frame.state().subject()) {
      case Subject.Text words -> words.text();
      case Subject.Item item ->
          "Similar to " + like(given.item(item.id()), frame.collection()).title().label();
      case Subject.Examples examples ->
          examples.text().isEmpty() ? "By examples" : examples.text() + ", by examples";
      case Subject.Upload file -> "Similar to " + file.name();
    };
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
    return page(frame, title, Origin.NONE, null, null, null, failure, null);
  }

  /** A file that was not searched by, with the form to choose another. */
  public String unusableFile(Frame frame, String title, String detail) {
    FailureView failure = new FailureView(title, detail, null, List.of(), false, true);
    return page(frame, title, Origin.NONE, null, null, null, failure, null);
  }

  /** The address of results for a file, of which this server keeps none. */
  public String absentFile(Frame frame) {
    return page(frame, "Search by a file", Origin.NONE, null, null, null, null, null);
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

  /**
   * A page about something that passes by itself: it asks again until it has.
   *
   * @param retryUrl where it will be answered
   */
  public String waiting(String title, String detail, String retryUrl) {
    return failurePage(
        new FailureView(title, detail, null, List.of(Link.to("Try again", retryUrl)), true, false));
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
            null,
            failure,
            false,
            null,
            null,
            ""));
  }

  private String page(
      Frame frame,
      String title,
      Origin origin,
      @Nullable StartView start,
      @Nullable ResultsView results,
      @Nullable EmptyView empty,
      @Nullable FailureView failure,
      @Nullable FacetsView facets) {
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
            origin.like(),
            origin.examples(),
            origin.file(),
            start,
            results,
            empty,
            failure,
            start == null && results == null && empty == null && failure == null,
            facets,
            FactsView.of(frame.collection(), start != null),
            frame.all().stream()
                .filter(CollectionInfo::pictures)
                .map(CollectionInfo::name)
                .collect(Collectors.joining(" "))));
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

  /** What the results of a page come from, besides words. */
  private record Origin(
      @Nullable Like like, @Nullable ExamplesView examples, @Nullable FileView file) {
    static final Origin NONE = new Origin(null, null, null);
  }

  private static Origin origin(Frame frame, Given given) {
    return switch (frame.state().subject()) {
      case Subject.Item item ->
          new Origin(like(given.item(item.id()), frame.collection()), null, null);
      case Subject.Examples examples ->
          new Origin(null, ExamplesView.of(examples, frame.state(), given.items()), null);
      case Subject.Text words -> Origin.NONE;
      case Subject.Upload file -> new Origin(null, null, given.file());
    };
  }

  private static Like like(Document document, CollectionInfo collection) {
    HitView.Fields fields = new HitView.Fields(document.fields());
    List<String> authors = fields.all("author");
    String names = authors.size() > 3 ? authors.getFirst() + " et al." : String.join(", ", authors);
    return new Like(
        HitView.title(document.id(), document.url(), fields),
        names,
        HitView.image(document.id(), collection));
  }

  /** Alternatives that find something, with what they find. */
  private static EmptyView empty(
      Frame frame, ResultsView results, List<Alternative.Counted> alternatives) {
    SearchState state = frame.state();
    List<Link> suggestions = new ArrayList<>();
    if (state.page() > 1) {
      suggestions.add(Link.to("Back to the first page", state.withPage(1).url()));
    }
    alternatives.stream()
        .filter(counted -> counted.count() > 0)
        .map(Alternative.Counted::link)
        .forEach(suggestions::add);
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
