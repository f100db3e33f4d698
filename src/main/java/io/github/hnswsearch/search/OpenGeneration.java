package io.github.hnswsearch.search;

import io.github.hnswsearch.index.GenerationInUse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A generation that is open for searches, and closes itself after the last of them. */
final class OpenGeneration {
  private static final Logger LOG = Logger.getLogger(OpenGeneration.class.getName());

  private final GenerationInUse files;
  private final CollectionReader reader;
  private final ManifestEncoders encoders;
  private final CollectionSearcher searcher;
  private final TextModes modes;
  private final CollectionInfo info;
  private final ItemPictures pictures;
  private int leases;
  private long lastUsed;
  private boolean retired;

  OpenGeneration(
      GenerationInUse files,
      CollectionReader reader,
      CollectionSearcher.Settings settings,
      ManifestEncoders encoders,
      @Nullable String about,
      ItemPictures pictures,
      long now)
      throws IOException {
    this.lastUsed = now;
    this.files = files;
    this.reader = reader;
    this.encoders = encoders;
    this.searcher = new CollectionSearcher(reader, settings, encoders);
    this.modes = TextModes.of(reader.schema(), encoders);
    this.pictures = pictures;
    this.info =
        CollectionInfos.of(
            files.generation(),
            reader.schema(),
            modes.available(),
            about,
            pictures.present(),
            modes.uploads(encoders.readsPictures()));
  }

  String name() {
    return files.generation().name();
  }

  CollectionInfo info() {
    return info;
  }

  /** Why its encoder could not be used so far. */
  Collection<UnavailableEncoderException> encoderFailures() {
    return encoders.failures();
  }

  /**
   * Keeps the generation open until the lease is closed.
   *
   * @param now as {@link System#nanoTime()}
   */
  synchronized Lease lease(long now) {
    leases++;
    lastUsed = now;
    return new Lease();
  }

  /** Nanoseconds since it was opened or the last lease was taken; 0 while there is one. */
  synchronized long unusedFor(long now) {
    return leases > 0 ? 0 : now - lastUsed;
  }

  /** Searches it by vectors of its own until the time is over. */
  void warmUp(Duration longest) throws IOException {
    WarmUp.run(reader, searcher, longest);
  }

  /** No more leases: closes now, or with the last lease. */
  synchronized void retire() {
    retired = true;
    closeIfIdle();
  }

  private synchronized void release() {
    leases--;
    closeIfIdle();
  }

  private void closeIfIdle() {
    if (retired && leases == 0) {
      try (files) {
        reader.close();
      } catch (IOException e) {
        // Whoever gave back the last lease has had its answer.
        LOG.log(Level.WARNING, "Generation " + name() + " could not be closed", e);
      }
    }
  }

  /** The right to use an open generation. */
  final class Lease implements AutoCloseable {
    CollectionReader reader() {
      return reader;
    }

    CollectionSearcher searcher() {
      return searcher;
    }

    TextModes modes() {
      return modes;
    }

    void warmUp(Duration longest) throws IOException {
      OpenGeneration.this.warmUp(longest);
    }

    ItemPictures pictures() {
      return pictures;
    }

    @Override
    public void close() {
      release();
    }
  }
}
