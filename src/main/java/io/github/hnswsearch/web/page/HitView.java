package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.FilterText;
import io.github.hnswsearch.search.SearchMode;
import io.github.hnswsearch.search.SearchResponse.Hit;
import io.github.hnswsearch.search.SearchResponse.Leg;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One result as the template shows it.
 *
 * @param heading the title with the words of the query marked
 * @param bar the similarity from 0 to 100 for a bar; a negative cosine has none
 * @param legs which legs found it, where more than one searched
 * @param summary the abstract, with the words of the query marked
 * @param passages where those are in an abstract that is too long to be shown at once
 * @param citeUrl where its citation is, but for the format
 * @param clamped whether the abstract is too long to be shown at once
 * @param others fields that have no place of their own, by name
 */
record HitView(
    int rank,
    String id,
    Link title,
    Markup heading,
    List<Link> authors,
    boolean moreAuthors,
    @Nullable Link year,
    @Nullable String venue,
    List<Link> categories,
    @Nullable Markup summary,
    @Nullable Markup passages,
    boolean clamped,
    List<Map.Entry<String, String>> others,
    boolean more,
    List<Link> links,
    String similarUrl,
    String moreUrl,
    String lessUrl,
    String citeUrl,
    @Nullable String similarity,
    int bar,
    String legs) {

  private static final int MAX_AUTHORS = 25;

  /** About three lines on a wide screen. */
  private static final int MAX_SUMMARY = 300;

  private static final Set<String> PLACED =
      Set.of(
          "title",
          "author",
          "author_rest",
          "year",
          "date",
          "date_precision",
          "category",
          "abstract",
          "journal",
          "doi");

  static HitView of(Hit hit, SearchState state, SearchMode mode, CollectionInfo collection) {
    Fields fields = new Fields(hit.fields());
    Filters filters = new Filters(state, collection);
    List<String> authors = fields.all("author");
    String summary = fields.first("abstract").orElse(null);
    List<String> passages = highlights(hit, "abstract");
    Link title = title(hit.id(), hit.url(), fields);
    List<Map.Entry<String, String>> others = fields.except(PLACED);
    boolean clamped = summary != null && summary.length() > MAX_SUMMARY;
    Double similarity = hit.similarity();
    return new HitView(
        hit.rank(),
        hit.id(),
        title,
        Markup.whole(title.label(), highlights(hit, "title")),
        authors.stream().limit(MAX_AUTHORS).map(name -> filters.link("author", name)).toList(),
        authors.size() > MAX_AUTHORS || fields.first("author_rest").isPresent(),
        year(fields).map(year -> filters.link("year", year)).orElse(null),
        fields.first("journal").orElse(null),
        fields.all("category").stream().map(name -> filters.link("category", name)).toList(),
        summary == null ? null : Markup.marked(summary, passages),
        clamped && !passages.isEmpty() ? Markup.passages(summary, passages) : null,
        clamped,
        others,
        clamped || !others.isEmpty(),
        links(hit.url(), fields),
        state.like(hit.id()).url(),
        state.more(hit.id()).url(),
        state.less(hit.id()).url(),
        Links.cite(collection.name(), hit.id()),
        similarity == null ? null : Labels.cosine(similarity),
        similarity == null ? 0 : (int) Math.round(100 * Math.clamp(similarity, 0, 1)),
        mode == SearchMode.HYBRID ? legs(hit) : "");
  }

  private static List<String> highlights(Hit hit, String field) {
    return hit.highlights() == null ? List.of() : hit.highlights().getOrDefault(field, List.of());
  }

  /** The address of an item's picture, where the collection has pictures. */
  static @Nullable String image(String id, CollectionInfo collection) {
    return collection.pictures() ? Links.image(collection.name(), id) : null;
  }

  /** An item's title, leading to where it can be read; without one, its address or id. */
  static Link title(String id, String url, Fields fields) {
    String text = fields.first("title").orElse(url.isBlank() ? id : url);
    String href =
        Links.arxivId(url).map(Links::arxivAbstract).or(() -> Links.web(url)).orElse(null);
    return Link.to(text, href);
  }

  private static Optional<String> year(Fields fields) {
    return fields
        .first("year")
        .or(() -> fields.first("date").filter(d -> d.length() >= 4).map(d -> d.substring(0, 4)));
  }

  private static List<Link> links(String url, Fields fields) {
    List<Link> links = new ArrayList<>();
    Links.arxivId(url)
        .ifPresentOrElse(
            id -> {
              links.add(Link.to("PDF", Links.arxivPdf(id)));
              links.add(Link.to("arXiv", Links.arxivAbstract(id)));
            },
            () -> Links.web(url).ifPresent(href -> links.add(Link.to("Open", href))));
    fields.first("doi").flatMap(Links::doi).ifPresent(href -> links.add(Link.to("DOI", href)));
    return links;
  }

  private static String legs(Hit hit) {
    return hit.legs().entrySet().stream()
        .sorted(Map.Entry.<String, Leg>comparingByKey().reversed())
        .map(leg -> Labels.leg(leg.getKey()) + " #" + leg.getValue().rank())
        .collect(Collectors.joining(" · "));
  }

  /** Links that add a filter to the state, for fields that can be filtered. */
  private record Filters(SearchState state, CollectionInfo collection) {
    Link link(String field, String value) {
      return collection.fields().containsKey(field)
          ? Link.to(
              value,
              "Show only " + field + " " + value,
              state.withFilter(FilterText.equal(field, value)).url())
          : Link.to(value, null);
    }
  }

  /** Stored metadata: each value a text, a number or a list of texts. */
  record Fields(Map<String, Object> values) {
    List<String> all(String name) {
      return switch (values.get(name)) {
        case null -> List.of();
        case List<?> list -> list.stream().map(String::valueOf).toList();
        case Object value -> List.of(value.toString());
      };
    }

    Optional<String> first(String name) {
      return all(name).stream().filter(text -> !text.isBlank()).findFirst();
    }

    List<Map.Entry<String, String>> except(Set<String> names) {
      Map<String, String> others = new LinkedHashMap<>();
      values.keySet().stream()
          .filter(name -> !names.contains(name))
          .forEach(name -> others.put(name.replace('_', ' '), String.join(", ", all(name))));
      return List.copyOf(others.entrySet());
    }
  }
}
