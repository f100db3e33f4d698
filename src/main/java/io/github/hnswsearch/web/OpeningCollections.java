package io.github.hnswsearch.web;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.NotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

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

  private static final String STOPPING =
      "The server is stopping. Try again in a few seconds, or ask another.";

  private final CompletableFuture<Collections> opening;
  private final AtomicBoolean stopping = new AtomicBoolean();

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
      case RUNNING -> throw new CollectionsNotReadyException(OPENING, true);
      case FAILED, CANCELLED -> throw new CollectionsNotReadyException(FAILED);
    };
  }

  /** Whether there is something to ask, and for longer than this moment. */
  boolean areReady() {
    return opening.state() == Future.State.SUCCESS && !stopping.get();
  }

  /** From now on, whoever asks whether this server is ready is told that it is not. */
  void stop() {
    stopping.set(true);
  }

  /**
   * The opened collections, where requests may be sent to them for a while.
   *
   * @throws CollectionsNotReadyException while they are being opened, if that failed, if there are
   *     none, or once the server is stopping
   */
  List<CollectionInfo> ready() throws IOException {
    if (stopping.get()) {
      throw new CollectionsNotReadyException(STOPPING);
    }
    return infos();
  }

  /**
   * The stored item of an id.
   *
   * @throws CollectionsNotReadyException while the collections are being opened, or if that failed
   * @throws NotFoundException if there is no such item, or no such collection
   */
  Document document(String collection, String id) throws IOException {
    return opened()
        .document(collection, id)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "document \"%s\": not in collection \"%s\". Take an id from the hits of a search."
                        .formatted(id, collection)));
  }

  /**
   * What is known of each collection that can be opened, at least one.
   *
   * @throws CollectionsNotReadyException while they are being opened, or if there are none
   */
  List<CollectionInfo> infos() throws IOException {
    List<CollectionInfo> infos = opened().list();
    if (infos.isEmpty()) {
      List<String> names = opened().names();
      throw new CollectionsNotReadyException(
          names.isEmpty()
              ? NONE
              : "None of the collections can be opened: %s. The server's log says why; ./hnsw-search check examines one."
                  .formatted(String.join(", ", names)));
    }
    return infos;
  }
}
