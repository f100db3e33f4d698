package io.github.hnswsearch.dataset;

import io.github.hnswsearch.dataset.hdf5.EmbeddingBatch;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFile;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.SourceFile;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Queries that come with the rows of a collection and are none of them. */
public final class HeldOutQueries {
  private HeldOutQueries() {}

  /**
   * The first queries of the first file that has some. They are of use to measure with and nothing
   * else: where files are gone or their queries cannot be read, there are none.
   *
   * @param most how many at most; rows without a direction are passed over
   */
  public static List<UnitVector> of(Source source, int most) throws IOException {
    return of(source, file -> true, most);
  }

  /**
   * Those that a collection was built with; none where their file is another by now.
   *
   * @param built the files that it was built from
   */
  public static List<UnitVector> of(Source source, List<SourceFile> built, int most)
      throws IOException {
    return of(source, file -> isAsBuilt(file, built), most);
  }

  /** By size, as a digest would take as long as a build reads. */
  private static boolean isAsBuilt(Path file, List<SourceFile> built) {
    long bytes = file.toFile().length();
    return built.stream()
        .anyMatch(known -> known.path().equals(file.toString()) && known.bytes() == bytes);
  }

  private static List<UnitVector> of(Source source, Predicate<Path> usable, int most)
      throws IOException {
    try {
      for (Path file : EmbeddingParts.of(source.embeddings())) {
        Optional<EmbeddingFile> opened = EmbeddingFile.openQueries(file, source.datasets());
        if (opened.isPresent()) {
          try (EmbeddingFile queries = opened.get()) {
            return usable.test(file) ? first(queries, most) : List.of();
          }
        }
      }
      return List.of();
    } catch (BadInputException e) {
      return List.of();
    }
  }

  private static List<UnitVector> first(EmbeddingFile queries, int most) throws IOException {
    List<UnitVector> vectors = new ArrayList<>();
    while (vectors.size() < most) {
      @Nullable EmbeddingBatch batch = queries.next();
      if (batch == null) {
        break;
      }
      for (int i = 0; i < batch.size() && vectors.size() < most; i++) {
        unit(batch, i).ifPresent(vectors::add);
      }
    }
    return List.copyOf(vectors);
  }

  private static Optional<UnitVector> unit(EmbeddingBatch batch, int row) {
    try {
      int dimension = batch.dimension();
      return Optional.of(UnitVector.of(batch.values(), row * dimension, dimension));
    } catch (UnitVector.DefectException e) {
      return Optional.empty();
    }
  }
}
