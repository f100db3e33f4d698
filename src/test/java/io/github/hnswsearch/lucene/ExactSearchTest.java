package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import io.github.hnswsearch.search.Filter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExactSearchTest {
  private static final Field NUMBER = new Field("number", FieldType.LONG);
  private static final int ITEMS = 300;

  @TempDir private Path folder;
  private List<UnitVector> queries;
  private Generation generation;

  @BeforeEach
  void writeItems() throws IOException {
    List<UnitVector> vectors = ClusteredVectors.of(ITEMS + 5, 16, 6, 4);
    queries = vectors.subList(ITEMS, ITEMS + 5);
    List<Item> items =
        IntStream.range(0, ITEMS)
            .mapToObj(i -> new Item("i" + i, "", vectors.get(i), number(i)))
            .toList();
    generation = Indexes.write(folder, new Schema(List.of(NUMBER)), 16, Quantization.BIT1, items);
  }

  private static Metadata number(int i) {
    return new Metadata(Map.of(NUMBER.name(), List.of(String.valueOf(i))));
  }

  @Test
  void withAFilterItFindsTheNearestOfWhatPasses() throws IOException {
    List<Filter> filters = range(100, 149);
    try (CollectionReader reader = new LuceneBackend().open(generation)) {
      for (UnitVector query : queries) {
        List<Candidate> passing = new ArrayList<>();
        for (Candidate candidate : reader.exactNearest(query, ITEMS)) {
          if (reader.passes(candidate.item(), filters)) {
            passing.add(candidate);
          }
        }
        assertThat(passing).hasSize(50);
        assertThat(reader.exactNearest(List.of(query), 7, filters).getFirst())
            .isEqualTo(passing.subList(0, 7));
      }
    }
  }

  @Test
  void fewerThanKAreAllFoundAndNoneWhereNonePass() throws IOException {
    try (CollectionReader reader = new LuceneBackend().open(generation)) {
      assertThat(reader.exactNearest(queries.subList(0, 1), 7, range(10, 12)).getFirst())
          .hasSize(3);
      assertThat(reader.exactNearest(queries.subList(0, 1), 7, range(-9, -1)).getFirst()).isEmpty();
    }
  }

  private static List<Filter> range(long min, long max) {
    return List.of(new Filter(NUMBER, false, List.of(new Filter.LongRange(min, max))));
  }
}
