package io.github.hnswsearch.lucene;

import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.text.ParseException;
import java.util.List;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.Version;
import org.jspecify.annotations.Nullable;

/** Tells indexes that this version can read from those of other versions and of other programs. */
final class IndexCompatibility {
  /** The first release whose indexes the codecs at hand read. */
  private static final String OLDEST = (Version.LATEST.major - 1) + ".0";

  private IndexCompatibility() {}

  /**
   * Opens the index of a generation.
   *
   * @throws BadInputException if another version of Lucene wrote it that cannot be read, or another
   *     program
   */
  static DirectoryReader open(Directory directory, Generation generation) throws IOException {
    DirectoryReader reader = openVersion(directory, generation);
    try {
      IndexSchema.require(reader, generation);
      return reader;
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  private static DirectoryReader openVersion(Directory directory, Generation generation)
      throws IOException {
    try {
      return DirectoryReader.open(directory);
    } catch (IndexFormatTooOldException e) {
      // Lucene takes a codec that it does not know for one that it knows no longer.
      throw tellsOfALaterVersion(e) ? tooNew(generation, e) : tooOld(generation, e);
    } catch (IndexFormatTooNewException e) {
      throw tooNew(generation, e);
    } catch (IllegalArgumentException e) {
      if (tellsOfALaterVersion(e)) {
        throw tooNew(generation, e);
      }
      throw e;
    }
  }

  /** What of it cannot be read for that reason, in sentences; damage is told elsewhere. */
  static List<String> problems(Generation generation) throws IOException {
    try (Directory directory = new MMapDirectory(generation.indexDirectory());
        DirectoryReader reader = openVersion(directory, generation)) {
      IndexSchema.require(reader, generation);
      return List.of();
    } catch (BadInputException e) {
      return List.of(String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }

  /** Lucene has no exception of its own for formats and versions that it has not heard of. */
  private static boolean tellsOfALaterVersion(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("Could not load codec")
        || message.contains("An SPI class of type")
        || message.contains("is in the future");
  }

  private static BadInputException tooOld(Generation generation, Exception cause) {
    String collection = generation.manifest().collection();
    @Nullable Version claimed = version(generation);
    return new BadInputException(
        generation.indexDirectory().toString(),
        "expected an index of Lucene %s or later, found %s"
            .formatted(OLDEST, claimed == null ? "an earlier one" : "one of Lucene " + claimed),
        "Run ./hnsw-search rebuild %s where its source files are, or import them again"
            .formatted(collection),
        cause);
  }

  private static BadInputException tooNew(Generation generation, Exception cause) {
    String collection = generation.manifest().collection();
    @Nullable Version claimed = version(generation);
    return new BadInputException(
        generation.indexDirectory().toString(),
        "expected an index of Lucene %s or earlier, found %s"
            .formatted(
                Version.LATEST,
                claimed != null && claimed.onOrAfter(Version.LATEST)
                    ? "one of Lucene " + claimed
                    : "a later one"),
        ("Upgrade this HNSW Search to the one that wrote it, or run ./hnsw-search rebuild %s where"
                + " its source files are")
            .formatted(collection),
        cause);
  }

  /** Of the Lucene that wrote it, as its manifest says. */
  private static @Nullable Version version(Generation generation) {
    @Nullable String text = generation.manifest().versions().get(LuceneBackend.ENGINE);
    try {
      return text == null ? null : Version.parse(text);
    } catch (ParseException e) {
      return null;
    }
  }
}
