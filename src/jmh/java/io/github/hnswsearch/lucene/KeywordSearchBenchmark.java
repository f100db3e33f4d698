package io.github.hnswsearch.lucene;

import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.files.ScratchFolder;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.CollectionReader.KeywordMatches;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The keyword leg of a search: parsing a text of three words and finding the best 100 by BM25. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KeywordSearchBenchmark {
  private static final int DEPTH = 100;
  private static final int QUERIES = 256;
  private static final int QUERY_WORDS = 3;
  private static final int TEXT_WORDS = 120;
  private static final int VOCABULARY = 20_000;
  private static final long SEED = 3;

  /** Every item needs a vector; none is looked at. */
  private static final int DIMENSION = 4;

  private static final int CLUSTERS = 8;
  private static final Field TEXT = new Field("text", FieldType.TEXT);

  @Param("20000")
  private int rows;

  private final List<String> queries = new ArrayList<>();
  private ScratchFolder folder;
  private CollectionReader collection;
  private int next;

  @Setup
  public void build() throws IOException {
    Random random = new Random(SEED);
    List<Item> items = new ArrayList<>(rows);
    for (UnitVector vector : ClusteredVectors.of(rows, DIMENSION, CLUSTERS, SEED)) {
      Metadata metadata = new Metadata(Map.of(TEXT.name(), List.of(text(random, TEXT_WORDS))));
      items.add(new Item("i" + items.size(), "", vector, metadata));
    }
    for (int i = 0; i < QUERIES; i++) {
      queries.add(text(random, QUERY_WORDS));
    }
    folder = ScratchFolder.make();
    collection =
        Indexes.build(
            folder.path(), new Schema(List.of(TEXT)), DIMENSION, Quantization.NONE, items);
  }

  /** Words in some proportion to 1 / rank, as in real texts: few are in most, most are in few. */
  private static String text(Random random, int words) {
    return Stream.generate(() -> "w" + (int) Math.pow(VOCABULARY, random.nextDouble()))
        .limit(words)
        .collect(Collectors.joining(" "));
  }

  @TearDown
  public void delete() throws IOException {
    collection.close();
    folder.close();
  }

  @Benchmark
  public KeywordMatches keyword() throws IOException {
    return collection.keyword(queries.get(next++ & (QUERIES - 1)), List.of(), DEPTH, List.of());
  }
}
