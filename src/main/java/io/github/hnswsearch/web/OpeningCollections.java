package io.github.hnswsearch.web;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.Collections;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The collections while they are opened and after: the server answers from its first moment. */
final class OpeningCollections {
  static final String NONE =
      "There are no collections yet. Run ./hnsw-search demo, or ./hnsw-search import with your own"
          + " embeddings.";
  private static final String OPENING =
      "The collections are being opened. Try again in a few seconds.";
  private static final String FAILED =
      "The collections could not be opened. The server's log says why; ./hnsw-search check examines"
          + " a collection.";

  private final CompletableFuture<Collections> opening;

  OpeningCollections(CompletableFuture<Collections> opening) {
    this.opening = opening;
  }

  /**
   * The opened collections.
   *
   * @throws CollectionsNotReadyException while they are being opened, or if that failed
   */
  Collections opened() {
    return switch (opening.state()) {
      case SUCCESS -> opening.resultNow();
      case RUNNING -> throw new CollectionsNotReadyException(OPENING);
      case FAILED, CANCELLED -> throw new CollectionsNotReadyException(FAILED);
    };
  }

  /**
   * What is known of each collection, at least one.
   *
   * @throws CollectionsNotReadyException while they are being opened, or if there are none
   */
  List<CollectionInfo> infos() throws IOException {
    List<CollectionInfo> infos = opened().list();
    if (infos.isEmpty()) {
      throw new CollectionsNotReadyException(NONE);
    }
    return infos;
  }
}
