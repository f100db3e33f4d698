package io.github.hnswsearch.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.NotFoundException;
import io.github.hnswsearch.search.PictureLocation;
import io.github.hnswsearch.search.Query;
import io.github.hnswsearch.search.SearchMode;
import io.github.hnswsearch.search.SearchRequest;
import io.github.hnswsearch.search.SearchResponse;
import io.github.hnswsearch.search.SearchResponse.Hit;
import io.github.hnswsearch.search.SearchResponse.Leg;
import io.github.hnswsearch.search.SearchResponse.Total;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Exact search over a few documents: what the server is tested against. */
class InMemoryCollections implements Collections {
  static final int DIMENSION = WordVectors.DIMENSION;
  private static final int RANK_CONSTANT = 60;

  private final Map<String, List<Document>> collections = new TreeMap<>();

  /** Thirty-two papers that everybody knows. */
  private final Map<String, PictureLocation> pictures = new HashMap<>();

  static InMemoryCollections ofPapers() throws IOException {
    return new InMemoryCollections().with("papers", papers());
  }

  static List<Document> papers() throws IOException {
    InputStream file = InMemoryCollections.class.getResourceAsStream("papers.jsonl");
    ObjectMapper json = new ObjectMapper();
    List<Document> papers = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        papers.add(json.readValue(line, Document.class));
      }
    }
    return papers;
  }

  final InMemoryCollections with(String name, List<Document> documents) {
    collections.put(name, List.copyOf(documents));
    return this;
  }

  @Override
  public List<CollectionInfo> list() {
    return collections.keySet().stream().map(this::info).toList();
  }

  @Override
  public CollectionInfo info(String collection) {
    List<Document> documents = documents(collection);
    return new CollectionInfo(
        collection,
        null,
        documents.size(),
        DIMENSION,
        "hashed-words",
        List.of("vector", "keyword", "hybrid"),
        !pictures.isEmpty(),
        DocumentFilter.FIELDS,
        16,
        200,
        "bit1",
        60,
        documents.size() * 4L * DIMENSION,
        "20261122-101500",
        "2026-11-22T10:15:00Z",
        Map.of("read", (long) documents.size(), "indexed", (long) documents.size()),
        List.of(
            new CollectionInfo.CalibrationPoint(10, 20, 0.942, 210),
            new CollectionInfo.CalibrationPoint(10, 60, 0.983, 345),
            new CollectionInfo.CalibrationPoint(10, 120, 0.994, 560)));
  }

  @Override
  public Optional<Document> document(String collection, String id) {
    return documents(collection).stream().filter(document -> document.id().equals(id)).findFirst();
  }

  @Override
  public Optional<PictureLocation> picture(String collection, String id) {
    documents(collection);
    return Optional.ofNullable(pictures.get(id));
  }

  /** Gives the document of an id, in whatever collection, a picture. */
  final InMemoryCollections withPicture(String id, Path file) {
    pictures.put(id, new PictureLocation.LocalFile(file));
    return this;
  }

  /** Gives the document of an id, in whatever collection, a picture of the web. */
  final InMemoryCollections withPicture(String id, String address) {
    pictures.put(id, new PictureLocation.WebAddress(address));
    return this;
  }

  @Override
  public SearchResponse search(String collection, SearchRequest request) throws IOException {
    List<Document> candidates =
        documents(collection).stream()
            .filter(
                document ->
                    request.filters().stream()
                        .allMatch(filter -> DocumentFilter.parse(filter).test(document)))
            .toList();
    float[] vector = vector(collection, request.query());
    Map<String, Double> cosines = new LinkedHashMap<>();
    candidates.stream()
        .filter(document -> !isQuery(document, request.query()))
        .forEach(
            document ->
                cosines.put(
                    document.id(), WordVectors.cosine(vector, WordVectors.of(text(document)))));
    List<String> near = request.mode() == SearchMode.KEYWORD ? List.of() : ranked(cosines);
    Map<String, Double> wordScores =
        request.mode() == SearchMode.VECTOR ? Map.of() : words(candidates, request.query());
    List<String> worded = ranked(wordScores);
    Map<String, Double> fused = new LinkedHashMap<>();
    addReciprocalRanks(fused, near);
    addReciprocalRanks(fused, worded);
    List<String> order = ranked(fused).stream().limit(request.k()).toList();
    List<Hit> hits = new ArrayList<>();
    for (int i = request.from(); i < Math.min(order.size(), request.from() + request.size()); i++) {
      Document document = document(collection, order.get(i)).orElseThrow();
      Map<String, Leg> legs = new LinkedHashMap<>();
      double cosine = cosines.getOrDefault(document.id(), 0.0);
      if (near.contains(document.id())) {
        legs.put("vector", new Leg(near.indexOf(document.id()) + 1, cosine, null));
      }
      if (worded.contains(document.id())) {
        legs.put(
            "keyword",
            new Leg(worded.indexOf(document.id()) + 1, null, wordScores.get(document.id())));
      }
      hits.add(
          new Hit(
              i + 1,
              document.id(),
              document.url(),
              near.isEmpty() ? null : cosine,
              Objects.requireNonNull(fused.get(document.id())),
              legs,
              document.fields(),
              null,
              null,
              null,
              null));
    }
    return new SearchResponse(
        describe(request.query()),
        request.mode().text(),
        new SearchResponse.Took(1.2, 3.4, 4.6),
        new Total(order.size(), request.mode() == SearchMode.KEYWORD ? Total.EXACT : Total.TOP_K),
        hits,
        null,
        null,
        null,
        null,
        warnings(request.query()),
        "20261122-101500");
  }

  private List<Document> documents(String collection) {
    return Optional.ofNullable(collections.get(collection))
        .orElseThrow(
            () ->
                new NotFoundException(
                    "collection \"%s\": expected one of %s."
                        .formatted(collection, collections.keySet())));
  }

  private float[] vector(String collection, Query query) {
    return switch (query) {
      case Query.ByText byText -> WordVectors.of(byText.text());
      case Query.ByPicture byPicture -> throw new UnsupportedOperationException("no pictures");
      case Query.ByDocument byDocument -> WordVectors.of(byDocument.text().text());
      case Query.ByExamples examples -> throw new UnsupportedOperationException("no examples");
      case Query.ById byId ->
          WordVectors.of(
              text(
                  document(collection, byId.id())
                      .orElseThrow(
                          () ->
                              new NotFoundException(
                                  "document \"%s\": not in collection \"%s\"."
                                      .formatted(byId.id(), collection)))));
      case Query.ByVector byVector -> {
        if (byVector.components().length != DIMENSION) {
          throw new InvalidRequestException(
              "vector: expected %d components, found %d."
                  .formatted(DIMENSION, byVector.components().length));
        }
        yield byVector.components();
      }
    };
  }

  private static boolean isQuery(Document document, Query query) {
    return query instanceof Query.ById byId && byId.id().equals(document.id());
  }

  private static Map<String, Double> words(List<Document> candidates, Query query) {
    List<String> terms =
        query instanceof Query.ByText byText ? WordVectors.words(byText.text()) : List.of();
    Map<String, Double> scores = new LinkedHashMap<>();
    for (Document document : candidates) {
      List<String> words = WordVectors.words(text(document));
      double score = terms.stream().filter(words::contains).count() / Math.sqrt(1.0 + words.size());
      if (score > 0) {
        scores.put(document.id(), score);
      }
    }
    return scores;
  }

  private static List<String> ranked(Map<String, Double> scores) {
    return scores.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static void addReciprocalRanks(Map<String, Double> fused, List<String> ranking) {
    for (int i = 0; i < ranking.size(); i++) {
      fused.merge(ranking.get(i), 1.0 / (RANK_CONSTANT + i + 1), Double::sum);
    }
  }

  private static String text(Document document) {
    return document.fields().get("title") + " " + document.fields().get("abstract");
  }

  private static List<String> warnings(Query query) {
    return query instanceof Query.ByText byText && byText.text().contains("\"")
        ? List.of("The quotation mark has no partner; it was read as a space.")
        : List.of();
  }

  private static String describe(Query query) {
    return switch (query) {
      case Query.ByText byText -> byText.text();
      case Query.ById byId -> byId.id();
      case Query.ByPicture byPicture -> "picture";
      case Query.ByVector byVector -> "vector";
      case Query.ByDocument byDocument -> byDocument.name();
      case Query.ByExamples examples -> "examples";
    };
  }
}
