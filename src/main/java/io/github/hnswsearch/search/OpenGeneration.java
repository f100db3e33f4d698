package io.github.hnswsearch.search;

import io.github.hnswsearch.index.Generation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A generation that is open for searches, and closes itself after the last of them. */
final class OpenGeneration {
  private final Generation generation;
  private final CollectionReader reader;
  private final CollectionSearcher searcher;
  private final TextModes modes;
  private final CollectionInfo info;
  private final ItemPictures pictures;
  private int leases;
  private boolean retired;

  OpenGeneration(
      Generation generation,
      CollectionReader reader,
      CollectionSearcher searcher,
      TextModes modes,
      @Nullable String about,
      ItemPictures pictures,
      List<String> uploads)
      throws IOException {
    this.generation = generation;
    this.reader = reader;
    this.searcher = searcher;
    this.modes = modes;
    this.pictures = pictures;
    this.info =
        CollectionInfos.of(
            generation, reader.schema(), modes.available(), about, pictures.present(), uploads);
  }

  String name() {
    return generation.name();
  }

  /** Keeps the generation open until the lease is closed. */
  synchronized Lease lease() {
    leases++;
    return new Lease();
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
      try {
        reader.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
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

    CollectionInfo info() {
      return info;
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
