package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.MMapDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterCacheTest {
  private static final int ITEMS = 1_000;
  private static final long ROOM = 1 << 20;

  private MMapDirectory directory;
  private DirectoryReader reader;
  private IndexSearcher searcher;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    Generation generation =
        Indexes.write(
            folder,
            Schema.EMPTY,
            4,
            Quantization.NONE,
            Indexes.items(ClusteredVectors.of(ITEMS, 4, 3, 1)));
    directory = new MMapDirectory(generation.indexDirectory());
    reader = DirectoryReader.open(directory);
    searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null);
  }

  @AfterEach
  void close() throws IOException {
    reader.close();
    directory.close();
  }

  @Test
  void anEqualFilterIsEvaluatedOnce() throws IOException {
    FilterCache cache = new FilterCache(searcher, ROOM);
    PassingDocuments first = cache.passing(ids(3, 700));
    assertThat(cache.passing(ids(3, 700))).isSameAs(first);
    assertThat(cache.size()).isOne();
  }

  @Test
  void threadsThatAskForTheSameFilterShareOneEvaluation() {
    FilterCache cache = new FilterCache(searcher, ROOM);
    List<PassingDocuments> found =
        IntStream.range(0, 64).parallel().mapToObj(i -> passing(cache, ids(1, 2, 3))).toList();
    assertThat(found).allSatisfy(each -> assertThat(each).isSameAs(found.getFirst()));
  }

  @Test
  void differentFiltersPassWhatIsTheirs() throws IOException {
    FilterCache cache = new FilterCache(searcher, ROOM);
    assertThat(documents(cache.passing(ids(3, 700)))).hasSize(2);
    assertThat(documents(cache.passing(ids(3, 701))))
        .hasSize(2)
        .isNotEqualTo(documents(cache.passing(ids(3, 700))));
    assertThat(documents(cache.passing(new MatchNoDocsQuery("nothing")))).isEmpty();
    assertThat(documents(cache.passing(MatchAllDocsQuery.INSTANCE))).hasSize(ITEMS);
  }

  @Test
  void noMoreIsKeptThanThereIsRoomFor() throws IOException {
    FilterCache cache = new FilterCache(searcher, 20_000);
    for (int i = 0; i < 500; i++) {
      assertThat(documents(cache.passing(ids(i)))).hasSize(1);
    }
    assertThat(cache.size()).isBetween(5L, 60L);
  }

  @Test
  void whatIsTooLargeToBeKeptIsEvaluatedEachTime() throws IOException {
    FilterCache cache = new FilterCache(searcher, 10);
    assertThat(documents(cache.passing(ids(3)))).isEqualTo(documents(cache.passing(ids(3))));
    assertThat(documents(cache.passing(ids(3)))).hasSize(1);
    assertThat(cache.size()).isZero();
  }

  @Test
  void seedsAreSpreadOverWhatPasses() throws IOException {
    FilterCache cache = new FilterCache(searcher, ROOM);
    PassingDocuments.Segment all = cache.passing(MatchAllDocsQuery.INSTANCE).segments().getFirst();
    int[] seeds = all.seeds();
    for (int i = 0; i < seeds.length; i++) {
      assertThat(seeds[i]).isEqualTo(i * ITEMS / seeds.length);
    }
    PassingDocuments.Segment few = cache.passing(ids(3, 700, 999)).segments().getFirst();
    assertThat(few.seeds()).hasSize(3).doesNotHaveDuplicates();
    assertThat(IntStream.of(few.seeds()).allMatch(few.documents()::get)).isTrue();
  }

  private static PassingDocuments passing(FilterCache cache, Query filter) {
    try {
      return cache.passing(filter);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Query ids(int... numbers) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (int number : numbers) {
      any.add(new TermQuery(new Term(FieldNames.ID, "i" + number)), Occur.SHOULD);
    }
    return any.build();
  }

  private static List<Integer> documents(PassingDocuments passing) {
    List<Integer> documents = new ArrayList<>();
    for (PassingDocuments.Segment segment : passing.segments()) {
      for (int i = 0; i < segment.documents().length(); i++) {
        if (segment.documents().get(i)) {
          documents.add(i);
        }
      }
      assertThat(documents).hasSize(segment.count());
    }
    return documents;
  }
}
