package io.github.hnswsearch.web;

import io.github.hnswsearch.citation.ExportFormat;
import io.github.hnswsearch.citation.ItemWriter;
import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.Query;
import io.github.hnswsearch.search.RankedDocument;
import io.github.hnswsearch.search.RankedDocuments;
import io.github.hnswsearch.search.SearchRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** What leaves the program as a file: the citation of an item, and all results of a search. */
final class ExportRoutes {
  private static final Logger LOG = System.getLogger(ExportRoutes.class.getName());
  private static final String COLLECTION = "/api/collections/{collection}";
  private static final String FORMAT = "format";

  /**
   * Results of an export that does not say how many it wants, where its order depends on that;
   * elsewhere it has as many as there may be.
   */
  static final int DEFAULT_K = 1_000;

  /** Those of a search that change what is found, but for the page: an export has all of it. */
  private static final Set<String> PARAMETERS = parameters();

  private final OpeningCollections collections;

  ExportRoutes(OpeningCollections collections) {
    this.collections = collections;
  }

  void addTo(RoutesConfig routes) {
    Routes.get(routes, COLLECTION + "/documents/{id}/cite", this::cite);
    Routes.get(routes, COLLECTION + "/export", this::export);
  }

  private static Set<String> parameters() {
    Set<String> names = new TreeSet<>(SearchParameters.TEXT_NAMES);
    names.removeAll(
        List.of("from", "size", "facets", "facet_size", "highlight", "explain", "generation"));
    names.add(FORMAT);
    return names;
  }

  private void cite(Context ctx) throws IOException {
    Parameters parameters = new Parameters(ctx.queryParamMap(), Set.of(FORMAT));
    List<ExportFormat> known =
        Arrays.stream(ExportFormat.values()).filter(ExportFormat::isCitation).toList();
    ExportFormat format = format(parameters, known, ExportFormat.BIBTEX);
    String collection = ctx.pathParam("collection");
    String id = ctx.pathParam("id");
    Document document = collections.document(collection, id);
    head(ctx, format, id);
    ctx.result(format.cite(document).getBytes(StandardCharsets.UTF_8));
  }

  private void export(Context ctx) throws IOException {
    Parameters parameters = new Parameters(ctx.queryParamMap(), PARAMETERS);
    ExportFormat format = format(parameters, List.of(ExportFormat.values()), ExportFormat.JSONL);
    Collections opened = collections.opened();
    CollectionInfo info = opened.info(ctx.pathParam("collection"));
    // Before the answer begins, so that whatever is wrong with the search is still told.
    try (RankedDocuments ranking = opened.ranking(info.name(), request(parameters, info))) {
      head(ctx, format, info.name());
      if (!ctx.method().equals(HandlerType.HEAD)) {
        stream(ctx, format, info, ranking);
      }
    }
  }

  /** A search whose only page is all of its ranking. */
  private static SearchRequest request(Parameters parameters, CollectionInfo info) {
    SearchParameters asked = SearchParameters.read(parameters);
    Query query = SearchParameters.query(parameters);
    int unasked = asked.isSameAtAnyDepth(query, info) ? SearchRequest.MAX_K : DEFAULT_K;
    int k = asked.k().orElse(unasked);
    return new SearchParameters(
            asked.mode(),
            OptionalInt.of(k),
            asked.ef(),
            asked.filters(),
            OptionalInt.empty(),
            OptionalInt.of(k),
            asked.options())
        .request(query, info);
  }

  private static void stream(
      Context ctx, ExportFormat format, CollectionInfo info, RankedDocuments ranking) {
    try {
      Writer out =
          new BufferedWriter(new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8));
      ItemWriter items = format.writer(out, List.copyOf(info.fields().keySet()));
      for (RankedDocument item = ranking.next(); item != null; item = ranking.next()) {
        items.write(item);
      }
      out.flush();
    } catch (IOException | RuntimeException e) {
      // Nothing has been sent: the caller is told of the failure in place of half a file.
      LOG.log(Level.ERROR, "request " + RequestId.of(ctx) + ": an export failed midway", e);
      ctx.attribute(SpooledAnswer.FAILED, true);
    }
  }

  private static ExportFormat format(
      Parameters parameters, List<ExportFormat> known, ExportFormat otherwise) {
    String name = parameters.text(FORMAT).orElse(otherwise.text());
    return ExportFormat.find(name)
        .filter(known::contains)
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "format: expected one of %s, found \"%s\". Correct or remove it."
                        .formatted(known.stream().map(ExportFormat::text).toList(), name)));
  }

  /** A file to keep, never one to show: what is in it is anybody's text. */
  private static void head(Context ctx, ExportFormat format, String name) {
    String safe = name.replaceAll("[^A-Za-z0-9_-]+", "_");
    ctx.header(
        "Content-Disposition",
        "attachment; filename=\"%s.%s\"".formatted(safe, format.extension()));
    ctx.header("Cache-Control", "no-cache");
    ctx.contentType(format.mediaType());
  }
}
