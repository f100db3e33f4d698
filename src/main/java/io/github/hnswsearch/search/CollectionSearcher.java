package io.github.hnswsearch.search;

import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.encoder.EncoderBusyException;
import io.github.hnswsearch.encoder.ImageEncoder;
import io.github.hnswsearch.encoder.TextEmbedding;
import io.github.hnswsearch.encoder.TextEncoder;
import io.github.hnswsearch.encoder.UnknownWordsException;
import io.github.hnswsearch.picture.Picture;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import io.github.hnswsearch.search.CollectionReader.KeywordMatches;
import io.github.hnswsearch.search.SearchResponse.Hit;
import io.github.hnswsearch.search.SearchResponse.Leg;
import io.github.hnswsearch.search.SearchResponse.Took;
import io.github.hnswsearch.search.SearchResponse.Total;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers requests on one open generation. Safe for use by several threads. */
public final class CollectionSearcher {
  private static final String VECTOR_LEG = "vector";
  private static final String KEYWORD_LEG = "keyword";
  private static final double NANOS_PER_MILLI = 1e6;

  private final CollectionReader reader;
  private final Settings settings;
  private final EncoderSource encoders;

  /**
   * What a collection brings to every search.
   *
   * @param generation its name, for the response
   * @param defaultEf for requests that name none
   * @param ranking weights of the legs
   */
  public record Settings(String generation, int defaultEf, Ranking ranking) {}

  /** Gives the encoder that made the collection's embeddings, or throws why it is not to be had. */
  public interface EncoderSource {
    /** Its text side. */
    TextEncoder text() throws IOException;

    /** Its picture side. */
    ImageEncoder image() throws IOException;
  }

  public CollectionSearcher(CollectionReader reader, Settings settings, EncoderSource encoders) {
    this.reader = reader;
    this.settings = settings;
    this.encoders = encoders;
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
    FilterParser parser = new FilterParser(reader.schema());
    List<Filter> filters = request.filters().stream().map(parser::parse).toList();
    Legs legs = new Legs(request, filters);
    long embedded = System.nanoTime();
    legs.run();
    List<Candidate> ranked = legs.ranked();
    List<Hit> hits = hits(ranked, legs, request);
    long finished = System.nanoTime();
    return new SearchResponse(
        describe(request.query()),
        request.mode().text(),
        new Took(
            millis(embedded - started), millis(finished - embedded), millis(finished - started)),
        legs.total(ranked.size()),
        hits,
        legs.warnings,
        settings.generation());
  }

  /** The legs of one request: what runs, and what it found. */
  private final class Legs {
    private final SearchRequest request;
    private final List<Filter> filters;
    private final @Nullable UnitVector vector;
    private final @Nullable String words;
    private final List<String> warnings = new ArrayList<>();
    private List<Candidate> nearest = List.of();
    private @Nullable KeywordMatches matches;

    Legs(SearchRequest request, List<Filter> filters) throws IOException {
      this.request = request;
      this.filters = filters;
      String text = request.query() instanceof Query.ByText byText ? byText.text() : null;
      // Blank text browses: every item that passes the filters, in index order.
      boolean browse = text != null && text.isBlank();
      this.words = text == null || (request.mode() == SearchMode.VECTOR && !browse) ? null : text;
      this.vector = browse || request.mode() == SearchMode.KEYWORD ? null : vector();
    }

    private @Nullable UnitVector vector() throws IOException {
      try {
        return switch (request.query()) {
          case Query.ByText text -> embed(text.text());
          case Query.ByPicture byPicture -> embed(byPicture.picture());
          case Query.ById id -> reader.vector(item(id.id()));
          case Query.ByVector byVector -> unit(byVector.components());
        };
      } catch (UnknownWordsException e) {
        if (request.mode() == SearchMode.VECTOR) {
          throw new InvalidRequestException(e.getMessage());
        }
        warnings.add("The encoder knows no word of the query: it was searched by words only.");
        return null;
      }
    }

    private UnitVector embed(String text) throws IOException {
      TextEmbedding embedding = refusing(() -> encoders.text().encode(text));
      warnings.addAll(embedding.warnings());
      return embedding.vector();
    }

    private UnitVector embed(Picture picture) throws IOException {
      return refusing(() -> encoders.image().encode(picture));
    }

    void run() throws IOException {
      int k = request.k();
      if (vector != null) {
        nearest = nearest(vector, k);
      }
      if (words != null) {
        matches = reader.keyword(words, List.of(), k, filters);
        warnings.addAll(matches.warnings());
      }
    }

    private List<Candidate> nearest(UnitVector query, int k) throws IOException {
      int ef = request.ef().orElse(settings.defaultEf());
      if (ef < k && request.ef().isPresent()) {
        warnings.add("ef was raised from %d to k = %d.".formatted(ef, k));
      }
      if (!(request.query() instanceof Query.ById byId)) {
        return reader.nearest(query, k, Math.max(ef, k), filters);
      }
      int self = item(byId.id());
      return reader.nearest(query, k + 1, Math.max(ef, k + 1), filters).stream()
          .filter(candidate -> candidate.item() != self)
          .limit(k)
          .toList();
    }

    List<Candidate> ranked() {
      if (matches == null) {
        return nearest;
      }
      if (vector == null) {
        return matches.candidates();
      }
      List<Candidate> fused =
          new ReciprocalRankFusion(settings.ranking()).fuse(nearest, matches.candidates());
      return fused.subList(0, Math.min(request.k(), fused.size()));
    }

    Total total(int ranked) {
      if (matches != null && vector == null) {
        return new Total(matches.total(), matches.exact() ? Total.EXACT : Total.AT_LEAST);
      }
      // A leg that finds fewer than k has found every item that passes the filters.
      return new Total(ranked, ranked < request.k() ? Total.EXACT : Total.TOP_K);
    }
  }

  /** Embeds something. */
  @FunctionalInterface
  private interface Embedding<T> {
    T embed() throws IOException;
  }

  /** An encoder that is not to be had, or refuses its input, makes the request a bad one. */
  private static <T> T refusing(Embedding<T> embedding) throws IOException {
    try {
      return embedding.embed();
    } catch (UnknownWordsException e) {
      throw e;
    } catch (EncoderBusyException e) {
      throw new OverloadedException(String.valueOf(e.getMessage()), e);
    } catch (BadInputException e) {
      throw new InvalidRequestException(e.getMessage());
    }
  }

  private UnitVector unit(float[] components) {
    if (components.length != reader.dimension()) {
      throw new InvalidRequestException(
          "vector: expected %d components, found %d. Send an embedding of the collection's encoder."
              .formatted(reader.dimension(), components.length));
    }
    try {
      return UnitVector.of(components);
    } catch (UnitVector.DefectException e) {
      throw new InvalidRequestException(
          "vector: expected finite components with a norm other than 0, found that "
              + e.getMessage()
              + ". Send an embedding of the collection's encoder.");
    }
  }

  private int item(String id) throws IOException {
    return reader
        .find(id)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "id: expected the id of an item of this collection, found \"" + id + "\"."));
  }

  private List<Hit> hits(List<Candidate> ranked, Legs legs, SearchRequest request)
      throws IOException {
    int from = Math.min(request.from(), ranked.size());
    int to = Math.min(from + request.size(), ranked.size());
    Map<Integer, Integer> vectorRanks = ranks(legs.nearest);
    Map<Integer, Integer> keywordRanks =
        legs.matches == null ? Map.of() : ranks(legs.matches.candidates());
    List<Hit> hits = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      Candidate candidate = ranked.get(i);
      Integer vectorRank = vectorRanks.get(candidate.item());
      Integer keywordRank = keywordRanks.get(candidate.item());
      Double similarity = similarity(candidate, legs, vectorRank);
      Map<String, Leg> places = new LinkedHashMap<>();
      if (vectorRank != null) {
        places.put(VECTOR_LEG, new Leg(vectorRank, similarity, null));
      }
      if (keywordRank != null && legs.matches != null) {
        double score = legs.matches.candidates().get(keywordRank - 1).score();
        places.put(KEYWORD_LEG, new Leg(keywordRank, null, score));
      }
      Document document = reader.document(candidate.item());
      hits.add(
          new Hit(
              i + 1,
              document.id(),
              document.url(),
              similarity,
              candidate.score(),
              places,
              document.fields()));
    }
    return hits;
  }

  private @Nullable Double similarity(Candidate candidate, Legs legs, @Nullable Integer vectorRank)
      throws IOException {
    if (legs.vector == null) {
      return null;
    }
    return vectorRank == null
        ? Double.valueOf(legs.vector.dot(reader.vector(candidate.item())))
        : Double.valueOf(legs.nearest.get(vectorRank - 1).score());
  }

  private static Map<Integer, Integer> ranks(List<Candidate> leg) {
    Map<Integer, Integer> ranks = new HashMap<>();
    for (int i = 0; i < leg.size(); i++) {
      ranks.put(leg.get(i).item(), i + 1);
    }
    return ranks;
  }

  private static String describe(Query query) {
    return switch (query) {
      case Query.ByText text -> text.text();
      case Query.ById id -> id.id();
      case Query.ByPicture byPicture -> "picture";
      case Query.ByVector vector -> "vector";
    };
  }

  private static double millis(long nanos) {
    return Math.round(nanos / NANOS_PER_MILLI * 1000) / 1000.0;
  }
}
