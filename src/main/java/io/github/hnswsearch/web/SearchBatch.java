package io.github.hnswsearch.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.GenerationChangedException;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.NotFoundException;
import io.github.hnswsearch.search.SearchRequest;
import io.github.hnswsearch.search.SearchResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Several searches of one collection in one request: all are answered, or none is. */
final class SearchBatch {
  static final int MAX_QUERIES = 50;

  /** Hits of all answers together: they are in memory at once. */
  static final int MAX_HITS = SearchRequest.MAX_K;

  private static final String QUERIES = "queries";
  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * The answer.
   *
   * @param responses in the order of the queries
   * @param tookMillis of all together
   */
  record Response(List<SearchResponse> responses, @JsonProperty("took_ms") double tookMillis) {}

  private final Collections collections;
  private final CollectionInfo collection;

  SearchBatch(Collections collections, CollectionInfo collection) {
    this.collections = collections;
    this.collection = collection;
  }

  /** A step of one of the searches. */
  @FunctionalInterface
  private interface Step<T> {
    T take() throws IOException;
  }

  /**
   * Reads all searches, then does them in order.
   *
   * @throws InvalidRequestException if one of them cannot be answered, naming it; or if they are
   *     none, more than {@link #MAX_QUERIES}, or ask for more than {@link #MAX_HITS} hits together
   * @throws NotFoundException if the item of one does not exist, naming it
   * @throws GenerationChangedException if one began on a generation that is gone, naming it
   */
  Response answer(byte[] body) throws IOException {
    long started = System.nanoTime();
    List<SearchRequest> requests = requests(body);
    List<SearchResponse> responses = new ArrayList<>(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      SearchRequest request = requests.get(i);
      responses.add(naming(i, () -> collections.search(collection.name(), request)));
    }
    return new Response(
        responses, Math.round((System.nanoTime() - started) / NANOS_PER_MILLI * 1000) / 1000.0);
  }

  private List<SearchRequest> requests(byte[] body) throws IOException {
    BodyObject root =
        BodyObject.of(
            JsonBody.object(body, "{\"queries\": [{\"text\": \"graph neural networks\"}]}"),
            "",
            Set.of(QUERIES));
    JsonNode queries = root.array(QUERIES, "an array of searches");
    if (queries.isEmpty() || queries.size() > MAX_QUERIES) {
      throw new InvalidRequestException(
          "queries: expected 1 to %d searches, found %s."
              .formatted(
                  MAX_QUERIES,
                  queries.isEmpty()
                      ? "none. Put one or more in, such as {\"text\": \"graph neural networks\"}"
                      : queries.size() + ". Send them in several requests"));
    }
    List<SearchRequest> requests = new ArrayList<>(queries.size());
    for (JsonNode query : queries) {
      requests.add(naming(requests.size(), () -> request(query)));
    }
    int hits = requests.stream().mapToInt(SearchRequest::size).sum(); // At most 50 x 10,000.
    if (hits > MAX_HITS) {
      throw new InvalidRequestException(
          "queries: expected sizes of at most %d hits together, found a sum of %d. Lower size, or send fewer queries at a time."
              .formatted(MAX_HITS, hits));
    }
    return requests;
  }

  private SearchRequest request(JsonNode query) {
    if (!query.isObject()) {
      throw new InvalidRequestException(
          "expected an object such as {\"text\": \"graph neural networks\"}, found %s."
              .formatted(BodyObject.describe(query)));
    }
    SearchBody body = SearchBody.of(query);
    return body.parameters().request(body.query(), collection);
  }

  private static <T> T naming(int position, Step<T> step) throws IOException {
    String name = "queries[%d]: ".formatted(position);
    try {
      return step.take();
    } catch (InvalidRequestException e) {
      throw new InvalidRequestException(name + e.getMessage());
    } catch (NotFoundException e) {
      throw new NotFoundException(name + e.getMessage());
    } catch (GenerationChangedException e) {
      throw e.within(name);
    }
  }
}
