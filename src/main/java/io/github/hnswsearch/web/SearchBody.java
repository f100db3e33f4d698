package io.github.hnswsearch.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.hnswsearch.search.Fusion;
import io.github.hnswsearch.search.FusionOptions;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.Query;
import io.github.hnswsearch.search.SearchOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The JSON body of a search.
 *
 * @param query what to look for
 * @param parameters the rest
 */
record SearchBody(Query query, SearchParameters parameters) {
  private static final String EXAMPLES = "positive or negative";
  private static final Set<String> KEYS =
      Set.of(
          "text",
          "vector",
          "id",
          "positive",
          "negative",
          "mode",
          "k",
          "ef",
          "recall",
          "filter",
          "from",
          "size",
          "fusion",
          "facets",
          "facet_size",
          "highlight",
          "explain",
          "dedupe",
          "sort",
          "generation");

  /**
   * Parses a body.
   *
   * @throws InvalidRequestException if it is not JSON, with line and column; or if a key is unknown
   *     or its value of the wrong type
   */
  static SearchBody parse(byte[] body) throws IOException {
    return of(JsonBody.object(body, "{\"text\": \"graph neural networks\"}"));
  }

  /** A body that has been parsed, or one of a batch. */
  static SearchBody of(JsonNode object) {
    BodyObject body = BodyObject.of(object, "", KEYS);
    return new SearchBody(
        query(body),
        new SearchParameters(
            body.text("mode").map(SearchParameters::mode),
            body.integer("k"),
            body.integer("ef"),
            body.texts("filter"),
            body.integer("from"),
            body.integer("size"),
            new SearchOptions(
                body.number("recall"),
                fusion(body),
                body.texts("facets"),
                body.integer("facet_size").orElse(SearchOptions.DEFAULT_FACET_SIZE),
                body.flag("highlight"),
                body.flag("explain"),
                body.flagOrNumber("dedupe", SearchOptions.DEFAULT_DEDUPE_THRESHOLD),
                body.text("sort"),
                body.text("generation"))));
  }

  private static Query query(BodyObject body) {
    Set<String> given = new TreeSet<>();
    Set.of("text", "vector", "id").stream().filter(body::has).forEach(given::add);
    if (body.has("positive") || body.has("negative")) {
      given.add(EXAMPLES);
    }
    if (given.size() > 1) {
      throw new InvalidRequestException(
          "body: expected one of text, vector, id, and %s, found %s. Leave the others out."
              .formatted(EXAMPLES, String.join(" and ", given)));
    }
    if (given.isEmpty()) {
      return new Query.ByText("");
    }
    return switch (given.iterator().next()) {
      case "vector" -> new Query.ByVector(body.vector("vector"));
      case "id" -> new Query.ById(body.requiredText("id"));
      // A blank text browses, as a blank q does.
      case "text" -> new Query.ByText(body.query("text"));
      default -> new Query.ByExamples(examples(body, "positive"), examples(body, "negative"));
    };
  }

  private static List<Query.Example> examples(BodyObject body, String key) {
    List<Query.Example> examples = new ArrayList<>();
    for (JsonNode element :
        body.array(key, "an array of ids or of objects with id, text or vector")) {
      examples.add(example(element, "%s[%d]".formatted(key, examples.size())));
    }
    return examples;
  }

  private static Query.Example example(JsonNode element, String path) {
    if (element.isTextual() && !element.textValue().isBlank()) {
      return new Query.ById(element.textValue());
    }
    BodyObject example = BodyObject.of(element, path + ".", Set.of("id", "text", "vector"));
    if (!element.isObject() || element.size() != 1) {
      throw new InvalidRequestException(
          "%s: expected an id, or an object with one of id, text and vector, found %s."
              .formatted(path, BodyObject.describe(element)));
    }
    if (example.has("vector")) {
      return new Query.ByVector(example.vector("vector"));
    }
    return example.has("id")
        ? new Query.ById(example.requiredText("id"))
        : new Query.ByText(example.requiredQuery("text"));
  }

  private static FusionOptions fusion(BodyObject body) {
    Optional<BodyObject> fusion =
        body.object("fusion", Set.of("method", "rank_constant", "weights"));
    Optional<BodyObject> weights =
        fusion.flatMap(object -> object.object("weights", Set.of("vector", "keyword")));
    return new FusionOptions(
        fusion.flatMap(object -> object.text("method")).map(SearchBody::method),
        fusion.map(object -> object.integer("rank_constant")).orElse(OptionalInt.empty()),
        weights.map(object -> object.number("vector")).orElse(OptionalDouble.empty()),
        weights.map(object -> object.number("keyword")).orElse(OptionalDouble.empty()));
  }

  private static Fusion.Method method(String name) {
    return SearchParameters.fusionMethod("fusion.method", name);
  }
}
