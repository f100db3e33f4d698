package io.github.hnswsearch.search;

import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.encoder.ImageEncoder;
import io.github.hnswsearch.encoder.TextEncoder;
import io.github.hnswsearch.index.CalibrationTable;
import io.github.hnswsearch.search.SearchResponse.Dedupe;
import io.github.hnswsearch.search.SearchResponse.Next;
import io.github.hnswsearch.search.SearchResponse.Took;
import io.github.hnswsearch.search.SearchResponse.Total;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers requests on one open generation. Safe for use by several threads. */
public final class CollectionSearcher {
  private static final double NANOS_PER_MILLI = 1e6;

  private final CollectionReader reader;
  private final Settings settings;
  private final QueryVectors vectors;
  private final FacetCounter facets;
  private final EfChoice ef;

  /**
   * What a collection brings to every search.
   *
   * @param generation its name, for the response
   * @param defaultEf for requests that say nothing of ef or recall
   * @param calibration recall per ef, measured on this generation
   * @param ranking weights of the legs
   * @param pictures whether its items are pictures
   */
  public record Settings(
      String generation,
      int defaultEf,
      CalibrationTable calibration,
      Ranking ranking,
      boolean pictures) {}

  /**
   * Gives the encoder that made the collection's embeddings, or throws why it is not to be had:
   * {@link UnavailableEncoderException} where its files cannot be used.
   */
  public interface EncoderSource {
    /** Its text side. */
    TextEncoder text() throws IOException;

    /** Its picture side. */
    ImageEncoder image() throws IOException;
  }

  public CollectionSearcher(CollectionReader reader, Settings settings, EncoderSource encoders) {
    this.reader = reader;
    this.settings = settings;
    this.vectors = new QueryVectors(reader, encoders);
    this.facets = new FacetCounter(reader);
    this.ef = new EfChoice(settings.defaultEf(), new RecallTable(settings.calibration()));
  }

  /**
   * Searches.
   *
   * @throws InvalidRequestException if the request does not fit the collection
   * @throws NotFoundException if the item of a query by id does not exist
   * @throws OverloadedException if too many others wait for the encoder
   */
  public SearchResponse search(SearchRequest request) throws IOException {
    long started = System.nanoTime();
    SearchOptions options = request.options();
    Ranked ranked = rank(request);
    Legs legs = ranked.legs;
    Deduplication results = ranked.results;
    int from = Math.min(request.from(), results.kept().size());
    int to = Math.min(from + request.size(), results.kept().size());
    Total found =
        options.dedupe().isPresent() ? distinct(legs, results) : legs.total(results.kept().size());
    Facets counts =
        options.facets().isEmpty()
            ? null
            : facets.count(options.facets(), options.facetSize(), ranked.filters, ranked.warnings);
    List<SearchResponse.Hit> hits =
        new Hits(reader, legs, options, settings.pictures(), request.query(), ranked.shown)
            .page(results, from, to);
    long total = System.nanoTime() - started;
    return new SearchResponse(
        describe(request.query()),
        legs.mode().text(),
        new Took(millis(ranked.embedNanos), millis(total - ranked.embedNanos), millis(total)),
        found,
        hits,
        counts,
        options.dedupe().isPresent()
            ? new Dedupe(options.dedupe().getAsDouble(), results.collapsed())
            : null,
        next(request, results.kept().size(), legs.wordsAlone() ? found.value() : 0),
        List.copyOf(ranked.warnings),
        settings.generation());
  }

  /**
   * All results, best first, down to the request's k.
   *
   * @return to be read while this generation is open
   * @throws InvalidRequestException as {@link #search} does
   * @throws NotFoundException as {@link #search} does
   * @throws OverloadedException as {@link #search} does
   */
  RankedItems ranking(SearchRequest request) throws IOException {
    Ranked ranked = rank(request);
    return new RankedItems(reader, ranked.legs, ranked.results.kept());
  }

  /**
   * What a request ranks, before pages are cut.
   *
   * @param filters those of the request and those of its text
   * @param shown the text whose words hits show
   * @param warnings may still grow
   * @param embedNanos what the encoder took of the time
   */
  private record Ranked(
      Legs legs,
      Deduplication results,
      List<Filter> filters,
      String shown,
      List<String> warnings,
      long embedNanos) {}

  private Ranked rank(SearchRequest request) throws IOException {
    long started = System.nanoTime();
    SearchOptions options = request.options();
    FilterParser parser = new FilterParser(reader.schema());
    ReadQuery query = ReadQuery.of(request, reader);
    List<Filter> filters =
        Stream.concat(request.filters().stream().map(parser::parse), query.filters().stream())
            .toList();
    List<String> warnings = new ArrayList<>(query.warnings());
    Fusion fusion = options.fusion().over(settings.ranking());
    Optional<FieldOrder> order =
        options.sort().flatMap(text -> FieldOrder.parse(text, reader.schema()));
    Legs legs = new Legs(reader, vectors, request, query, fusion, order, warnings);
    long embedNanos = legs.encoded() ? System.nanoTime() - started : 0;
    legs.run(filters, ef, query.near() == null ? Set.of() : vectors.items(query.near()));
    Deduplication results =
        options.dedupe().isPresent()
            ? Deduplication.of(reader, legs.ranked(), options.dedupe().getAsDouble())
            : Deduplication.none(legs.ranked());
    if (order.isPresent() && !legs.wordsAlone()) {
      results = results.withKept(reader.ordered(results.kept(), order.get()));
    }
    warnings.addAll(idle(request, legs, fusion));
    return new Ranked(legs, results, filters, query.shown(), warnings, embedNanos);
  }

  /** What a request says that has no part in its ranking, in sentences. */
  private static List<String> idle(SearchRequest request, Legs legs, Fusion fusion) {
    SearchOptions options = request.options();
    List<String> idle = new ArrayList<>();
    if (!legs.fused() && !options.fusion().equals(FusionOptions.DEFAULT)) {
      idle.add("Fusion and weights had no part: only one leg was searched.");
    } else if (fusion.method() == Fusion.Method.WEIGHTED
        && options.fusion().rankConstant().isPresent()) {
      idle.add("rank_constant had no part: it belongs to rrf.");
    }
    if (legs.wordsAlone() && (request.ef().isPresent() || options.recall().isPresent())) {
      idle.add("ef and recall had no part: nothing was searched by meaning.");
    }
    return idle;
  }

  /** How many are left of near-duplicates: known to the depth of the search, and no deeper. */
  private static Total distinct(Legs legs, Deduplication results) {
    int kept = results.kept().size();
    int ranked = kept + results.collapsed();
    Total found = legs.total(ranked);
    return new Total(kept, found.value() <= ranked ? found.relation() : Total.AT_LEAST);
  }

  /**
   * Where the next page starts.
   *
   * @param reached results down to this depth
   * @param matching results at any depth, where their order does not depend on it; else 0
   */
  private @Nullable Next next(SearchRequest request, int reached, long matching) {
    int from = request.from() + request.size();
    if (request.size() == 0 || request.from() >= reached) {
      return null;
    }
    if (from < reached) {
      return next(from, Math.min(request.size(), request.k() - from), request.k());
    }
    boolean deeper = from < Math.min(matching, SearchRequest.MAX_K);
    if (!deeper || request.options().dedupe().isPresent()) {
      return null;
    }
    int size = Math.min(request.size(), SearchRequest.MAX_K - from);
    return next(from, size, Math.max(request.k(), from + size));
  }

  private Next next(int from, int size, int k) {
    return new Next(from, size, k, settings.generation());
  }

  private static String describe(Query query) {
    return switch (query) {
      case Query.ByText text -> text.text();
      case Query.ById id -> id.id();
      case Query.ByPicture byPicture -> "picture";
      case Query.ByVector vector -> "vector";
      case Query.ByExamples examples -> "examples";
      case Query.ByDocument document -> document.name();
    };
  }

  private static double millis(long nanos) {
    return Math.round(nanos / NANOS_PER_MILLI * 1000) / 1000.0;
  }
}
