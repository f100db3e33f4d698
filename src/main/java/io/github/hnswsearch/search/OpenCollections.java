package io.github.hnswsearch.search;

import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.DescriptorJson;
import io.github.hnswsearch.encoder.Encoder;
import io.github.hnswsearch.encoder.EncoderMatch;
import io.github.hnswsearch.encoder.Encoders;
import io.github.hnswsearch.encoder.ImageEncoder;
import io.github.hnswsearch.encoder.TextEncoder;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.IndexData;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.record.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The collections of an index-data folder, opened on first use and again whenever a new generation
 * has gone live. A generation that is being replaced is closed when its last search has ended.
 */
public final class OpenCollections implements Collections, Closeable {
  private static final Logger LOG = Logger.getLogger(OpenCollections.class.getName());

  private final IndexData indexData;
  private final CollectionOpener opener;
  private final Encoders encoders;
  private final Map<String, Slot> slots = new ConcurrentHashMap<>();

  public OpenCollections(IndexData indexData, CollectionOpener opener, Encoders encoders) {
    this.indexData = indexData;
    this.opener = opener;
    this.encoders = encoders;
  }

  /**
   * Opens every collection, and searches each by vectors of its own, so that the first such
   * searches of others take little longer than later ones. What goes wrong with one of them is
   * logged; a search of it says what it is.
   *
   * @param longest of the searches of all collections together; no more begin after that
   */
  public void warmUp(Duration longest) throws IOException {
    List<CollectionInfo> infos = list();
    for (CollectionInfo info : infos) {
      try (OpenGeneration.Lease lease = acquire(info.name())) {
        WarmUp.run(lease.reader(), lease.searcher(), longest.dividedBy(infos.size()));
      } catch (IOException | RuntimeException e) {
        LOG.warning("Collection " + info.name() + " could not be searched: " + e.getMessage());
      }
    }
  }

  @Override
  public List<CollectionInfo> list() throws IOException {
    List<CollectionInfo> infos = new ArrayList<>();
    for (String name : indexData.collections()) {
      try {
        infos.add(info(name));
      } catch (BadInputException e) {
        // One damaged collection does not hide the others; a search of it says what is wrong.
        LOG.warning(e.getMessage());
      }
    }
    return infos;
  }

  @Override
  public CollectionInfo info(String collection) throws IOException {
    try (OpenGeneration.Lease lease = acquire(collection)) {
      return lease.info();
    }
  }

  @Override
  public SearchResponse search(String collection, SearchRequest request) throws IOException {
    try (OpenGeneration.Lease lease = acquire(collection)) {
      lease.modes().require(request);
      return lease.searcher().search(request);
    }
  }

  @Override
  public RankedDocuments ranking(String collection, SearchRequest request) throws IOException {
    OpenGeneration.Lease lease = acquire(collection);
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
    List<String> known = indexData.collections();
    if (!known.contains(collection)) {
      throw new NotFoundException(
          "collection: expected one of %s, found \"%s\"."
              .formatted(known.isEmpty() ? "(none yet)" : String.join(", ", known), collection));
    }
    return slots.computeIfAbsent(collection, Slot::new).acquire();
  }

  /** One collection behind a lock of its own: opening it does not stall the others. */
  private final class Slot {
    private final String collection;
    private @Nullable OpenGeneration open;

    Slot(String collection) {
      this.collection = collection;
    }

    synchronized OpenGeneration.Lease acquire() throws IOException {
      Optional<String> live = indexData.collection(collection).current();
      OpenGeneration current = open;
      if (current == null) {
        current = openLive(collection);
      } else if (!live.equals(Optional.of(current.name()))) {
        current = successor(current);
      }
      open = current;
      return current.lease();
    }

    /** The new live generation, or the old one where the new one cannot be opened. */
    private OpenGeneration successor(OpenGeneration old) {
      try {
        OpenGeneration next = openLive(collection);
        old.retire();
        return next;
      } catch (IOException e) {
        LOG.warning(
            "The generation before it goes on answering, as the new one cannot be opened: "
                + e.getMessage());
        return old;
      }
    }

    synchronized void close() {
      if (open != null) {
        open.retire();
        open = null;
      }
    }
  }

  private OpenGeneration openLive(String collection) throws IOException {
    Generation generation = indexData.live(collection);
    Manifest manifest = generation.manifest();
    Descriptor descriptor =
        DescriptorJson.fromJson(manifest.descriptor(), "manifest of " + manifest.collection());
    ItemPictures pictures = ItemPictures.of(descriptor);
    CollectionSearcher.Settings settings =
        new CollectionSearcher.Settings(
            manifest.generation(),
            manifest.defaultEf(),
            manifest.table(),
            descriptor.ranking(),
            pictures.present());
    ManifestEncoders source = new ManifestEncoders(manifest);
    CollectionReader reader = opener.open(generation);
    try {
      TextModes modes = TextModes.of(reader.schema(), source);
      return new OpenGeneration(
          generation,
          reader,
          new CollectionSearcher(reader, settings, source),
          modes,
          descriptor.about(),
          pictures,
          modes.uploads(source.readsPictures()));
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** The encoder that a manifest names, checked to be the one that made the embeddings. */
  private final class ManifestEncoders implements CollectionSearcher.EncoderSource {
    private final Manifest manifest;

    ManifestEncoders(Manifest manifest) {
      this.manifest = manifest;
    }

    /** Whether pictures can be searched by, told without loading what would embed them. */
    boolean readsPictures() throws IOException {
      return manifest.encoder() != null && encoders.readsPictures(manifest.encoder());
    }

    @Override
    public TextEncoder text() throws IOException {
      return matching(encoders.text(name()));
    }

    @Override
    public ImageEncoder image() throws IOException {
      return matching(encoders.image(name()));
    }

    private String name() throws BadInputException {
      if (manifest.encoder() == null) {
        throw new BadInputException(
            "collection " + manifest.collection(),
            "expected an encoder to turn the query into a vector, found none in its descriptor",
            "Search by vector or id, or name the encoder in the descriptor and import again");
      }
      return manifest.encoder();
    }

    private <E extends Encoder> E matching(E encoder) throws BadInputException {
      EncoderMatch.require(
          encoder.identity(),
          manifest.collection(),
          manifest.encoderFingerprint(),
          manifest.dimension());
      return encoder;
    }
  }

  @Override
  public void close() {
    slots.values().forEach(Slot::close);
  }
}
