package io.github.hnswsearch.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.OverloadedException;
import io.github.hnswsearch.search.SearchResponse;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Search by a file that comes with the request. Nothing of it is kept. */
final class UploadRoutes {
  static final String PATH = "/api/collections/{collection}/search/file";

  /** Forms that arrive at a time: what they may take of the disk. */
  private static final int ARRIVING = 8;

  /** Files that are read and embedded at a time: what they may take of the heap. */
  private static final int READ = 2;

  private static final int MAX_WAIT_SECONDS = 20;

  private final OpeningCollections collections;
  private final UploadReader reader = new UploadReader();
  private final Semaphore arriving = new Semaphore(ARRIVING);
  private final Semaphore read = new Semaphore(READ, true);

  UploadRoutes(OpeningCollections collections) {
    this.collections = collections;
  }

  void addTo(RoutesConfig routes) {
    routes.post(PATH, this::search);
  }

  private void search(Context ctx) throws IOException {
    Set<String> known = SearchParameters.NAMES;
    new Parameters(ctx.queryParamMap(), known);
    Collections opened = collections.opened();
    CollectionInfo info = opened.info(ctx.pathParam("collection"));
    acquire(arriving, 0);
    try (UploadForm form = UploadForm.receive(ctx, known)) {
      SearchParameters parameters =
          SearchParameters.read(new Parameters(form.parameters(ctx.queryParamMap()), known));
      acquire(read, MAX_WAIT_SECONDS);
      try {
        UploadReader.Upload upload = reader.read(form.file(), form.name());
        SearchResponse response =
            opened.search(info.name(), parameters.request(upload.query(), info));
        ctx.json(new Answer(response, upload.read()));
      } finally {
        read.release();
      }
    } finally {
      arriving.release();
    }
  }

  /** The response to a search, and what was read of the file. */
  private record Answer(@JsonUnwrapped SearchResponse response, ReadUpload read) {}

  private static void acquire(Semaphore places, int seconds) {
    try {
      if (!places.tryAcquire(seconds, TimeUnit.SECONDS)) {
        throw new OverloadedException(
            "Too many files are being read already. Try again in a few seconds.",
            new TimeoutException("no place within " + seconds + " s"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OverloadedException("The server is stopping.", e);
    }
  }
}
