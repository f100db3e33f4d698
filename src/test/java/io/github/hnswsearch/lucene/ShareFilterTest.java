package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import io.github.hnswsearch.search.Filter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filters that pass a share of a collection whatever its metadata. */
class ShareFilterTest {
  private static final int ITEMS = 4_000;
  private static final List<UnitVector> VECTORS = ClusteredVectors.of(ITEMS, 16, 10, 3);

  @Test
  void aboutTheShareThatWasAskedForPassesWithoutRegardToTheOrder(@TempDir Path folder)
      throws IOException {
    try (CollectionReader reader = open(folder)) {
      for (double share : new double[] {0.5, 0.1, 0.01}) {
        List<Filter> filters = List.of(Filter.share(share));
        assertThat((double) reader.passing(filters).items() / ITEMS)
            .isCloseTo(share, within(0.25 * share));
        for (int remainder = 0; remainder < 4 && share > 0.05; remainder++) {
          int first = remainder;
          assertThat(
                  IntStream.iterate(first, i -> i < ITEMS, i -> i + 4)
                          .filter(item -> passes(reader, item, filters))
                          .count()
                      * 4.0
                      / ITEMS)
              .isCloseTo(share, within(0.3 * share));
        }
      }
    }
  }

  @Test
  void bothSearchesKeepToTheSameItems(@TempDir Path folder) throws IOException {
    List<Filter> filters = List.of(Filter.share(0.1));
    try (CollectionReader reader = open(folder)) {
      UnitVector query = VECTORS.getFirst();
      List<Candidate> exact = reader.exactNearest(List.of(query), 20, filters).getFirst();
      assertThat(exact).hasSize(20).allMatch(found -> passes(reader, found.item(), filters));
      assertThat(reader.nearest(query, 20, 500, filters))
          .extracting(Candidate::item)
          .isEqualTo(exact.stream().map(Candidate::item).toList());
    }
  }

  private static boolean passes(CollectionReader reader, int item, List<Filter> filters) {
    try {
      return reader.passes(item, filters);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static CollectionReader open(Path folder) throws IOException {
    return Indexes.build(folder, Schema.EMPTY, Indexes.items(VECTORS));
  }
}
