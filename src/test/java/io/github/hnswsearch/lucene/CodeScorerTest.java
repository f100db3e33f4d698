package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CodeScorerTest {
  private static final int ITEMS = 200;

  /** What the score of a query may change that is fitted in one round, not five. */
  private static final float ONE_ROUND = 0.02f;

  static Stream<Arguments> quantizedDimensions() {
    return Stream.of(Quantization.INT8, Quantization.INT4, Quantization.BIT1)
        .flatMap(
            quantization ->
                IntStream.of(1, 7, 64, 70, 384, 1024)
                    .mapToObj(dimension -> arguments(quantization, dimension)));
  }

  @ParameterizedTest
  @MethodSource("quantizedDimensions")
  void scoresAreLucenes(Quantization quantization, int dimension, @TempDir Path folder)
      throws IOException {
    List<UnitVector> vectors = ClusteredVectors.of(ITEMS + 1, dimension, 8, 3);
    float[] query = vectors.getLast().components();
    Generation generation =
        Indexes.write(
            folder,
            new Schema(List.of()),
            dimension,
            quantization,
            Indexes.items(vectors.subList(0, ITEMS)));
    try (MMapDirectory directory = new MMapDirectory(generation.indexDirectory());
        DirectoryReader reader = DirectoryReader.open(directory)) {
      Lucene99HnswVectorsReader field =
          (Lucene99HnswVectorsReader) VectorReaders.of(reader.leaves().getFirst());
      QuantizedByteVectorValues codes =
          (QuantizedByteVectorValues) field.getQuantizedVectorValues(FieldNames.VECTOR);
      RandomVectorScorer lucenes =
          field.getFlatVectorsReader().getRandomVectorScorer(FieldNames.VECTOR, query);

      assertThat(VectorCodes.areIn(codes)).isTrue();
      CodeScorer ours = CodeScorer.of(codes, QuantizedQuery.of(codes, query, codes.getQuantizer()));
      CodeScorer searching = CodeScorer.of(codes, QuantizedQuery.of(codes, query));
      assertThat(ours.maxOrd()).isEqualTo(ITEMS);
      for (int node = 0; node < ITEMS; node++) {
        assertThat(ours.score(node)).isCloseTo(lucenes.score(node), within(1e-5f));
        assertThat(searching.score(node)).isCloseTo(lucenes.score(node), within(ONE_ROUND));
      }

      int[] nodes = {0, ITEMS - 1, 17, 17, 3, 100};
      float[] together = new float[nodes.length];
      float best = ours.bulkScore(nodes, together, 5);
      for (int i = 0; i < 5; i++) {
        assertThat(together[i]).isEqualTo(ours.score(nodes[i]));
      }
      assertThat(together[5]).as("beyond the count").isZero();
      Arrays.sort(together, 0, 5);
      assertThat(best).isEqualTo(together[4]);
    }
  }
}
