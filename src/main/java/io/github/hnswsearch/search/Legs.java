package io.github.hnswsearch.search;

import io.github.hnswsearch.encoder.UnknownWordsException;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import io.github.hnswsearch.search.CollectionReader.KeywordMatches;
import io.github.hnswsearch.search.SearchResponse.Total;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The legs of one request: which run, what they find, and the ranking that comes of it. */
final class Legs {
  /** Candidates that each leg contributes to a fusion, however few results are asked for. */
  private static final int LEAST_FUSED = 100;

  private final CollectionReader reader;
  private final SearchRequest request;
  private final ReadQuery query;
  private final Fusion fusion;
  private final Optional<FieldOrder> order;
  private final List<String> warnings;
  private final @Nullable UnitVector vector;
  private List<Candidate> nearest = List.of();
  private @Nullable KeywordMatches matches;
  private Map<Integer, Integer> vectorRanks = Map.of();
  private Map<Integer, Integer> keywordRanks = Map.of();

  /**
   * Embeds the query, where a leg needs it.
   *
   * @param warnings grows while the legs run
   */
  Legs(
      CollectionReader reader,
      QueryVectors vectors,
      SearchRequest request,
      ReadQuery query,
      Fusion fusion,
      Optional<FieldOrder> order,
      List<String> warnings)
      throws IOException {
    this.reader = reader;
    this.request = request;
    this.query = query;
    this.fusion = fusion;
    this.order = order;
    this.warnings = warnings;
    this.vector = query.near() == null ? null : vector(vectors, query.near());
  }

  private @Nullable UnitVector vector(QueryVectors vectors, Query near) throws IOException {
    try {
      return vectors.of(near, warnings);
    } catch (UnknownWordsException e) {
      if (query.words() == null) {
        throw new InvalidRequestException(e.getMessage());
      }
      warnings.add("The encoder knows no word of the query: it was searched by words only.");
      return null;
    }
  }

  /**
   * Searches.
   *
   * @param origin items that the query starts from, which are not among the results unless its text
   *     names them
   */
  void run(List<Filter> filters, EfChoice ef, Set<Integer> origin) throws IOException {
    int k = depth();
    if (vector != null) {
      int sought = k + origin.size();
      int kept = ef.ef(request, sought, new Scope(reader, filters), warnings);
      List<Candidate> others =
          reader.nearest(vector, sought, kept, filters).stream()
              .filter(candidate -> !origin.contains(candidate.item()))
              .toList();
      nearest = Stream.concat(named(filters).stream(), others.stream()).limit(k).toList();
      vectorRanks = ranks(nearest);
    }
    if (query.words() != null) {
      matches = keyword(query.words(), k, filters);
      warnings.addAll(matches.warnings());
      keywordRanks = ranks(matches.candidates());
    }
  }

  /** Words alone have one order at any depth, so that of a field is taken over all matches. */
  private KeywordMatches keyword(String words, int k, List<Filter> filters) throws IOException {
    return order.isPresent() && vector == null
        ? reader.keyword(words, List.of(), k, filters, order.get())
        : reader.keyword(words, List.of(), k, filters);
  }

  /** The item that the text of the query names, which is nearest to itself. */
  private Optional<Candidate> named(List<Filter> filters) throws IOException {
    if (query.item().isEmpty() || !(request.query() instanceof Query.ByText typed)) {
      return Optional.empty();
    }
    boolean passes = reader.passes(query.item().getAsInt(), filters);
    warnings.add(
        "\"%s\" names an item of this collection: %s."
            .formatted(
                typed.text().strip(),
                passes
                    ? "it comes first, then what lies nearest to it"
                    : "the filters leave it out, and what lies nearest to it is shown"));
    return passes ? Optional.of(new Candidate(query.item().getAsInt(), 1)) : Optional.empty();
  }

  /** Candidates of each leg: where they are joined, enough for an item to be found by both. */
  private int depth() {
    return fused() ? Math.max(request.k(), LEAST_FUSED) : request.k();
  }

  /** The ranking, best first, at most k. Words alone are in the order that was asked for. */
  List<Candidate> ranked() {
    if (matches == null) {
      return nearest;
    }
    if (vector == null) {
      return matches.candidates();
    }
    List<Candidate> fused = fusion.fuse(nearest, matches.candidates());
    return fused.subList(0, Math.min(request.k(), fused.size()));
  }

  /** How many there are, of which so many are ranked. */
  Total total(int ranked) {
    if (wordsAlone()) {
      return new Total(matches().total(), matches().exact() ? Total.EXACT : Total.AT_LEAST);
    }
    // A leg that finds fewer than k has found every item that passes the filters.
    return new Total(ranked, ranked < request.k() ? Total.EXACT : Total.TOP_K);
  }

  /** Whether the order is that of words, which is the same at any depth. */
  boolean wordsAlone() {
    return matches != null && vector == null;
  }

  /** Whether the encoder had a part in it. */
  boolean encoded() {
    return vector != null && query.near() != null && query.near().encoded();
  }

  /** The legs that ran, which may be fewer than were asked for. */
  SearchMode mode() {
    if (fused()) {
      return SearchMode.HYBRID;
    }
    return wordsAlone() ? SearchMode.KEYWORD : SearchMode.VECTOR;
  }

  /** Whether both legs run. */
  boolean fused() {
    return query.words() != null && vector != null;
  }

  Fusion fusion() {
    return fusion;
  }

  /** All of a leg, best first; empty where it did not run. */
  List<Candidate> candidates(SearchLeg leg) {
    return switch (leg) {
      case VECTOR -> nearest;
      case KEYWORD -> matches == null ? List.of() : matches.candidates();
    };
  }

  /** An item's place in a leg, 1 for the best; null where the leg has not found it. */
  @Nullable Integer rank(SearchLeg leg, int item) {
    return switch (leg) {
      case VECTOR -> vectorRanks.get(item);
      case KEYWORD -> keywordRanks.get(item);
    };
  }

  /** The cosine of an item with the query, null where the query has no vector. */
  @Nullable Double similarity(int item) throws IOException {
    if (vector == null) {
      return null;
    }
    Integer rank = vectorRanks.get(item);
    return rank == null
        ? Double.valueOf(vector.dot(reader.vector(item)))
        : Double.valueOf(nearest.get(rank - 1).score());
  }

  private KeywordMatches matches() {
    if (matches == null) {
      throw new IllegalStateException("the keyword leg did not run");
    }
    return matches;
  }

  private static Map<Integer, Integer> ranks(List<Candidate> leg) {
    Map<Integer, Integer> ranks = new HashMap<>();
    for (int i = 0; i < leg.size(); i++) {
      ranks.put(leg.get(i).item(), i + 1);
    }
    return ranks;
  }
}
