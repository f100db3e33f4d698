package io.github.hnswsearch.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.picture.PictureReader;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.ParserMessage;
import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.OpenCollections;
import io.github.hnswsearch.search.Query;
import io.github.hnswsearch.search.SearchMode;
import io.github.hnswsearch.search.SearchOptions;
import io.github.hnswsearch.search.SearchRequest;
import io.github.hnswsearch.search.SearchResponse;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = "Searches a collection; several texts are several queries.",
    footer = {
      "",
      "Examples:",
      "  hnsw-search search papers \"graph neural networks for molecules\"",
      "  hnsw-search search papers exoplanets --filter year:2010..2020 --filter category:astro-ph",
      "  hnsw-search search papers \"attention author:vaswani year:2015.. -vision\"",
      "  hnsw-search search papers https://arxiv.org/abs/1706.03762",
      "  hnsw-search search papers --like 1706.03762 --dedupe=0.9 -k 20"
    })
final class SearchCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "C", description = "The collection.")
  private String collection = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "TEXT",
      description =
          "What to find: words, and filters such as year:2015..2020 or -word; or a paper's id, DOI or"
              + " address.")
  private List<String> texts = List.of();

  @Option(names = "-k", defaultValue = "10", description = "Results; default ${DEFAULT-VALUE}.")
  private int k = 10;

  @Option(
      names = "--from",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Results to pass over; default ${DEFAULT-VALUE}. In hybrid mode more candidates are joined"
              + " the more are passed over, which may change the order.")
  private int from;

  @Option(
      names = "--ef",
      paramLabel = "N",
      description = "Candidates kept by the graph search; default: the collection's.")
  private @Nullable Integer ef;

  @Option(
      names = "--recall",
      paramLabel = "R",
      description =
          "Share of the true k nearest to be found, such as 0.95: the collection's calibration tells"
              + " the ef that it takes, for this k and these filters. Instead of --ef.")
  private @Nullable Double recall;

  @Option(
      names = "--mode",
      paramLabel = "vector|keyword|hybrid",
      description = "Default: hybrid where the collection can.")
  private @Nullable SearchMode mode;

  @Option(
      names = "--filter",
      paramLabel = "EXPR",
      description = "category:cs.LG, year:2015..2020, author:\"Geoffrey Hinton\"; may be repeated.")
  private List<String> filters = List.of();

  @Option(
      names = "--like",
      paramLabel = "ID",
      description = "What lies near this item; arXiv ids in any form.")
  private @Nullable String like;

  @Option(
      names = "--vector",
      paramLabel = "FILE.json",
      description = "What lies near this embedding: a JSON array of numbers.")
  private @Nullable Path vector;

  @Option(
      names = "--image",
      paramLabel = "FILE",
      description = "What looks like this picture, or is said of it.")
  private @Nullable Path image;

  @Option(
      names = "--facets",
      paramLabel = "FIELD",
      split = ",",
      description = "Also count the values of these fields over what the filters pass.")
  private List<String> facets = List.of();

  @Option(
      names = "--dedupe",
      paramLabel = "COSINE",
      arity = "0..1",
      fallbackValue = "" + SearchOptions.DEFAULT_DEDUPE_THRESHOLD,
      preprocessor = AttachedOnly.class,
      description =
          "Collapse near-duplicates: from this cosine two results count as one; --dedupe alone means"
              + " ${FALLBACK-VALUE}.")
  private @Nullable Double dedupe;

  @Option(
      names = "--sort",
      paramLabel = "FIELD:asc|desc",
      description = "Order the k best by a field: date:desc. Default: relevance.")
  private @Nullable String sort;

  @Option(names = "--explain", description = "Tell how each result came by its score.")
  private boolean explain;

  @Option(names = "--json", description = "Print the API's response as JSON.")
  private boolean json;

  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private IndexDataOption indexData = new IndexDataOption();

  @Override
  public Integer call() throws IOException {
    List<Query> queries = queries();
    try (Workspace workspace = indexData.open(device.choice());
        OpenCollections collections = workspace.open()) {
      CollectionInfo info = collections.info(collection);
      List<SearchResponse> responses = new ArrayList<>();
      for (Query query : queries) {
        responses.add(collections.search(collection, request(query, info)));
      }
      if (json) {
        Json.print(responses.size() == 1 ? responses.getFirst() : responses);
      } else {
        SearchReport report = new SearchReport(System.out, System.err);
        responses.forEach(responses.size() == 1 ? report::print : report::printNamed);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private List<Query> queries() throws IOException {
    List<Query> queries = new ArrayList<>();
    texts.forEach(text -> queries.add(new Query.ByText(text)));
    if (like != null) {
      queries.add(new Query.ById(like));
    }
    if (vector != null) {
      queries.add(new Query.ByVector(readVector(vector)));
    }
    if (image != null) {
      queries.add(new Query.ByPicture(new PictureReader().read(image)));
    }
    if (queries.isEmpty()) {
      throw new InvalidRequestException(
          "search: expected a TEXT, --like ID, --image FILE or --vector FILE.json, found none."
              + " Give one.");
    }
    return queries;
  }

  private static float[] readVector(Path file) throws IOException {
    try {
      float[] vector = new ObjectMapper().readValue(Files.readAllBytes(file), float[].class);
      if (vector == null) {
        throw badVector(file, "null", null);
      }
      return vector;
    } catch (JacksonException | CharConversionException e) {
      throw badVector(file, ParserMessage.of(e), e);
    }
  }

  private static BadInputException badVector(Path file, String found, @Nullable IOException cause) {
    return new BadInputException(
        file.toString(),
        "expected a JSON array of numbers, found: " + found,
        "Write the embedding as [0.1, -0.2, ...]",
        cause);
  }

  private SearchRequest request(Query query, CollectionInfo info) {
    SearchMode chosen = SearchMode.VECTOR;
    if (query instanceof Query.ByText) {
      chosen = mode == null ? info.defaultMode() : mode;
    }
    return new SearchRequest(
        query,
        chosen,
        from + k,
        ef == null ? OptionalInt.empty() : OptionalInt.of(ef),
        filters,
        from,
        k,
        SearchOptions.NONE
            .withRecall(optional(recall))
            .withFacets(facets, SearchOptions.DEFAULT_FACET_SIZE)
            .withExplain(explain)
            .withDedupe(optional(dedupe))
            .withSort(Optional.ofNullable(sort)));
  }

  private static OptionalDouble optional(@Nullable Double number) {
    return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
  }
}
