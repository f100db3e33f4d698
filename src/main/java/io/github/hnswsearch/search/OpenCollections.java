package io.github.hnswsearch.search;

import io.github.hnswsearch.encoder.Encoders;
import io.github.hnswsearch.index.IndexData;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The collections of an index-data folder, opened on first use. {@link #refresh} follows what goes
 * live and closes what nobody uses; a generation is closed when its last search has ended.
 */
public final class OpenCollections implements Collections, Closeable {
  /** A new generation is searched for as long before it answers others. */
  private static final Duration LONGEST_WARM_UP = Duration.ofMillis(500);

  private final IndexData indexData;
  private final GenerationOpener opener;
  private final Retention retention;
  private final LongSupplier nanoTime;
  private final Map<String, CollectionSlot> slots = new ConcurrentHashMap<>();

  /** Collections that stay open. */
  public OpenCollections(IndexData indexData, CollectionOpener opener, Encoders encoders) {
    this(indexData, opener, encoders, Retention.DEFAULT);
  }

  public OpenCollections(
      IndexData indexData, CollectionOpener opener, Encoders encoders, Retention retention) {
    this(indexData, opener, encoders, retention, System::nanoTime);
  }

  OpenCollections(
      IndexData indexData,
      CollectionOpener opener,
      Encoders encoders,
      Retention retention,
      LongSupplier nanoTime) {
    this.indexData = indexData;
    this.opener = new GenerationOpener(indexData, opener, encoders);
    this.retention = retention;
    this.nanoTime = nanoTime;
  }

  /**
   * Opens every collection, and searches each by vectors of its own, so that the first such
   * searches of others take little longer than later ones. What goes wrong with one of them is
   * logged, whatever it is, and keeps no other from it; a search of it says what it is.
   *
   * @param longest of the searches of all collections together; no more begin after that
   * @throws IOException if it cannot be told which collections there are
   */
  public void warmUp(Duration longest) throws IOException {
    List<String> names = names();
    for (String name : names) {
      existing(name).warmUp(longest.dividedBy(names.size()));
    }
  }

  /**
   * Opens, warms up and puts in place what has gone live since, while searches go on with what is
   * there; and closes what nobody has used for as long as the retention says. To be called now and
   * then, by one thread at a time. A collection that cannot be opened goes on as it is.
   */
  public void refresh() {
    slots.values().forEach(slot -> slot.refresh(LONGEST_WARM_UP));
  }

  @Override
  public List<String> names() throws IOException {
    return indexData.collections();
  }

  /** One that cannot be opened does not hide the others; a search of it says what is wrong. */
  @Override
  public List<CollectionInfo> list() throws IOException {
    List<CollectionInfo> infos = new ArrayList<>();
    for (String name : names()) {
      existing(name).listed().ifPresent(infos::add);
    }
    return infos;
  }

  @Override
  public CollectionInfo info(String collection) throws IOException {
    return slot(collection).info();
  }

  @Override
  public SearchResponse search(String collection, SearchRequest request) throws IOException {
    try (OpenGeneration.Lease lease = acquire(collection, request)) {
      lease.modes().require(request);
      return lease.searcher().search(request);
    }
  }

  @Override
  public RankedDocuments ranking(String collection, SearchRequest request) throws IOException {
    OpenGeneration.Lease lease = acquire(collection, request);
    try {
      lease.modes().require(request);
      return new LeasedDocuments(lease, lease.searcher().ranking(request));
    } catch (IOException | RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  @Override
  public Optional<Document> document(String collection, String id) throws IOException {
    try (OpenGeneration.Lease lease = acquire(collection)) {
      OptionalInt item = KnownItem.find(id, lease.reader());
      return item.isEmpty()
          ? Optional.empty()
          : Optional.of(lease.reader().document(item.getAsInt()));
    }
  }

  @Override
  public Optional<PictureLocation> picture(String collection, String id) throws IOException {
    try (OpenGeneration.Lease lease = acquire(collection)) {
      OptionalInt item = KnownItem.find(id, lease.reader());
      return item.isEmpty()
          ? Optional.empty()
          : lease.pictures().find(lease.reader().document(item.getAsInt()));
    }
  }

  private OpenGeneration.Lease acquire(String collection) throws IOException {
    return slot(collection).acquire();
  }

  /** The generation that a request names, or the one that answers. */
  private OpenGeneration.Lease acquire(String collection, SearchRequest request)
      throws IOException {
    Optional<String> generation = request.options().generation();
    CollectionSlot slot = slot(collection);
    return generation.isPresent() ? slot.acquire(generation.get()) : slot.acquire();
  }

  private CollectionSlot slot(String collection) throws IOException {
    List<String> known = names();
    if (!known.contains(collection)) {
      throw new NotFoundException(
          "collection: expected one of %s, found \"%s\"."
              .formatted(known.isEmpty() ? "(none yet)" : String.join(", ", known), collection));
    }
    return existing(collection);
  }

  private CollectionSlot existing(String collection) {
    return slots.computeIfAbsent(
        collection,
        name -> new CollectionSlot(indexData.collection(name), opener, retention, nanoTime));
  }

  @Override
  public void close() {
    slots.values().forEach(CollectionSlot::close);
  }
}
