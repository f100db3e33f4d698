package io.github.hnswsearch.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.SearchResponse;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Set;

/** Search by a file that comes with the request. Nothing of it is kept. */
final class UploadRoutes {
  static final String PATH = "/api/collections/{collection}/search/file";

  private final OpeningCollections collections;
  private final Uploads uploads;

  UploadRoutes(OpeningCollections collections, Uploads uploads) {
    this.collections = collections;
    this.uploads = uploads;
  }

  void addTo(RoutesConfig routes) {
    routes.post(PATH, this::search);
  }

  private void search(Context ctx) throws IOException {
    Set<String> known = SearchParameters.NAMES;
    new Parameters(ctx.queryParamMap(), known);
    Collections opened = collections.opened();
    CollectionInfo info = opened.info(ctx.pathParam("collection"));
    uploads.receive(
        ctx,
        known,
        form -> {
          SearchParameters parameters =
              SearchParameters.read(new Parameters(form.parameters(ctx.queryParamMap()), known));
          uploads.read(
              form,
              upload -> {
                SearchResponse response =
                    opened.search(info.name(), parameters.request(upload.query(), info));
                ctx.json(new Answer(response, upload.read()));
              });
        });
  }

  /** The response to a search, and what was read of the file. */
  private record Answer(@JsonUnwrapped SearchResponse response, ReadUpload read) {}
}
