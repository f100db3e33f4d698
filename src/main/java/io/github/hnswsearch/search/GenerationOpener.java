package io.github.hnswsearch.search;

import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.DescriptorJson;
import io.github.hnswsearch.encoder.Encoder;
import io.github.hnswsearch.encoder.EncoderMatch;
import io.github.hnswsearch.encoder.Encoders;
import io.github.hnswsearch.encoder.ImageEncoder;
import io.github.hnswsearch.encoder.TextEncoder;
import io.github.hnswsearch.index.GenerationInUse;
import io.github.hnswsearch.index.IndexData;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;

/** Opens live generations with all that it takes to search them. */
record GenerationOpener(IndexData indexData, CollectionOpener opener, Encoders encoders) {

  /**
   * Opens the live generation of a collection, and keeps its files until it is closed.
   *
   * @param now as {@link System#nanoTime()}
   * @throws UnopenedCollectionException if there is none, or it cannot be opened
   */
  OpenGeneration openLive(String collection, long now) throws IOException {
    try {
      return open(collection, now);
    } catch (BadInputException e) {
      throw new UnopenedCollectionException(e, indexData.root());
    }
  }

  private OpenGeneration open(String collection, long now) throws IOException {
    GenerationInUse live = indexData.useLive(collection);
    try {
      return open(live, now);
    } catch (IOException | RuntimeException e) {
      live.close();
      throw e;
    }
  }

  private OpenGeneration open(GenerationInUse live, long now) throws IOException {
    Manifest manifest = live.generation().manifest();
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
    CollectionReader reader = opener.open(live.generation());
    try {
      TextModes modes = TextModes.of(reader.schema(), source);
      return new OpenGeneration(
          live,
          reader,
          new CollectionSearcher(reader, settings, source),
          modes,
          descriptor.about(),
          pictures,
          modes.uploads(source.readsPictures()),
          now);
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
}
