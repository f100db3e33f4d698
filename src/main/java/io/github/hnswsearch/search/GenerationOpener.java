package io.github.hnswsearch.search;

import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.DescriptorJson;
import io.github.hnswsearch.encoder.Encoders;
import io.github.hnswsearch.index.GenerationInUse;
import io.github.hnswsearch.index.IndexData;
import io.github.hnswsearch.index.Manifest;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** Opens live generations with all that it takes to search them. */
record GenerationOpener(IndexData indexData, CollectionOpener opener, Encoders encoders) {

  /**
   * Opens the live generation of a collection, and keeps its files until it is closed.
   *
   * @param now as {@link System#nanoTime()}
   * @throws UnopenedCollectionException if there is none, or it cannot be opened
   */
  OpenGeneration openLive(String collection, long now) throws UnopenedCollectionException {
    try {
      return open(collection, now);
    } catch (IOException | RuntimeException e) {
      throw UnopenedCollectionException.of(collection, e, indexData.root());
    }
  }

  /**
   * Opens the live generation of a collection and searches it.
   *
   * @param now as {@link System#nanoTime()}
   * @param longest of the searches
   * @throws UnopenedCollectionException if there is none, or it cannot be opened or searched
   */
  OpenGeneration openWarm(String collection, long now, Duration longest)
      throws UnopenedCollectionException {
    OpenGeneration opened = openLive(collection, now);
    try {
      opened.warmUp(longest);
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.retire();
      throw UnopenedCollectionException.of(collection, e, indexData.root());
    }
  }

  private OpenGeneration open(String collection, long now) throws IOException {
    GenerationInUse live = indexData.useLive(collection);
    try {
      return open(live, now);
    } catch (IOException | RuntimeException e) {
      close(live, e);
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
    CollectionReader reader = opener.open(live.generation());
    try {
      return new OpenGeneration(
          live,
          reader,
          settings,
          new ManifestEncoders(encoders, manifest),
          descriptor.about(),
          pictures,
          now);
    } catch (IOException | RuntimeException e) {
      close(reader, e);
      throw e;
    }
  }

  /** What fails while closing does not hide why it is closed. */
  private static void close(Closeable opened, Exception failure) {
    try {
      opened.close();
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
