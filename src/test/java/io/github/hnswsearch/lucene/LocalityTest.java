package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalityTest {
  private static final int ITEMS = 3_000;
  private static final List<UnitVector> VECTORS = ClusteredVectors.of(ITEMS, 64, 30, 5);

  private MMapDirectory directory;
  private DirectoryReader reader;
  private HnswGraph graph;

  @BeforeAll
  void build(@TempDir Path folder) throws IOException {
    Generation generation =
        Indexes.write(
            folder,
            Schema.EMPTY,
            VECTORS.getFirst().dimension(),
            Quantization.BIT1,
            Indexes.items(VECTORS));
    directory = new MMapDirectory(generation.indexDirectory());
    reader = DirectoryReader.open(directory);
    graph = Objects.requireNonNull(LinkedSegment.of(reader.leaves().getFirst())).graph();
  }

  @AfterAll
  void close() throws IOException {
    reader.close();
    directory.close();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.5, 0.9})
  void aFilterThatKnowsNothingOfTheVectorsHasNone(double share) throws IOException {
    Random random = new Random(3);
    int[] drawn = IntStream.range(0, ITEMS).filter(i -> random.nextDouble() < share).toArray();

    assertThat(locality(drawn)).isBetween(0.0, 0.2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.5, 0.9})
  void aRegionHasMuch(double share) throws IOException {
    int[] near =
        IntStream.range(0, ITEMS)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -VECTORS.getFirst().dot(VECTORS.get(i))))
            .limit(Math.round(share * ITEMS))
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();

    assertThat(locality(near)).isBetween(0.25, 1.0);
  }

  @Test
  void whatAllPassHasNone() throws IOException {
    assertThat(locality(IntStream.range(0, ITEMS).toArray())).isZero();
  }

  private double locality(int[] nodes) throws IOException {
    FixedBitSet passing = new FixedBitSet(ITEMS);
    for (int node : nodes) {
      passing.set(node);
    }
    int[] seeds = IntStream.range(0, 50).map(i -> nodes[i * nodes.length / 50]).toArray();
    return Locality.of(graph, passing, seeds, (double) nodes.length / ITEMS);
  }
}
