package io.github.hnswsearch.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.hnswsearch.search.Attribution;
import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The REST routes: collections, search, documents. {@code web/openapi.json} describes them. */
final class ApiRoutes {
  private static final String COLLECTION = "/api/collections/{collection}";
  private static final String DOCUMENT = COLLECTION + "/documents/{id}";

  private final OpeningCollections collections;

  ApiRoutes(OpeningCollections collections) {
    this.collections = collections;
  }

  void addTo(RoutesConfig routes) {
    Routes.get(routes, "/api/collections", this::list);
    Routes.get(routes, COLLECTION, this::info);
    Routes.get(routes, COLLECTION + "/search", this::search);
    routes.post(COLLECTION + "/search", this::searchByBody);
    routes.post(COLLECTION + "/search/batch", this::searchBatch);
    Routes.get(routes, DOCUMENT, this::document);
    Routes.get(routes, DOCUMENT + "/similar", this::similar);
  }

  private void list(Context ctx) throws IOException {
    new Parameters(ctx.queryParamMap(), Set.of());
    ctx.json(Map.of("collections", collections.opened().list()));
  }

  private void info(Context ctx) throws IOException {
    new Parameters(ctx.queryParamMap(), Set.of());
    ctx.json(collections.opened().info(ctx.pathParam("collection")));
  }

  private void search(Context ctx) throws IOException {
    Parameters parameters = new Parameters(ctx.queryParamMap(), SearchParameters.TEXT_NAMES);
    answer(ctx, SearchParameters.query(parameters), SearchParameters.read(parameters));
  }

  private void searchByBody(Context ctx) throws IOException {
    new Parameters(ctx.queryParamMap(), Set.of());
    SearchBody body = SearchBody.parse(RequestBody.read(ctx));
    answer(ctx, body.query(), body.parameters());
  }

  private void searchBatch(Context ctx) throws IOException {
    new Parameters(ctx.queryParamMap(), Set.of());
    Collections opened = collections.opened();
    CollectionInfo info = opened.info(ctx.pathParam("collection"));
    ctx.json(new SearchBatch(opened, info).answer(RequestBody.read(ctx)));
  }

  private void similar(Context ctx) throws IOException {
    Parameters parameters = new Parameters(ctx.queryParamMap(), SearchParameters.NAMES);
    answer(ctx, new Query.ById(ctx.pathParam("id")), SearchParameters.read(parameters));
  }

  private void answer(Context ctx, Query query, SearchParameters parameters) throws IOException {
    Collections opened = collections.opened();
    CollectionInfo info = opened.info(ctx.pathParam("collection"));
    ctx.json(opened.search(info.name(), parameters.request(query, info)));
  }

  /** An item as a hit shows it, but for the search. */
  private record StoredItem(
      @JsonUnwrapped Document document,
      @JsonInclude(Include.NON_NULL) @Nullable Attribution attribution) {

    static StoredItem of(Document document, CollectionInfo collection) {
      return new StoredItem(document, collection.pictures() ? Attribution.of(document) : null);
    }
  }

  private void document(Context ctx) throws IOException {
    new Parameters(ctx.queryParamMap(), Set.of());
    String collection = ctx.pathParam("collection");
    String id = ctx.pathParam("id");
    CollectionInfo info = collections.opened().info(collection);
    Document document = collections.document(collection, id);
    byte[] json =
        ctx.jsonMapper()
            .toJsonString(StoredItem.of(document, info), StoredItem.class)
            .getBytes(StandardCharsets.UTF_8);
    EntityTag.of(json, info.generation()).send(ctx, "private, no-cache", "application/json", json);
  }
}
