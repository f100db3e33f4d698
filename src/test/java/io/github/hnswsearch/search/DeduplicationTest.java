package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.SearchResponse.Duplicate;
import io.github.hnswsearch.search.SearchResponse.Hit;
import io.github.hnswsearch.search.SearchResponse.Total;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Near-duplicates stand behind the best of them. */
class DeduplicationTest {
  private static PaperIndex index;
  private static Map<String, UnitVector> vectors;

  @BeforeAll
  static void build() throws IOException {
    index = new PaperIndex(300, 9);
    vectors = index.items().stream().collect(Collectors.toMap(Item::id, Item::vector));
  }

  @AfterAll
  static void close() throws IOException {
    index.close();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.6, 0.9, 0.999})
  void noTwoHitsAreAsAlikeAsTheThreshold(double threshold) throws IOException {
    List<Hit> hits = deduped(threshold).hits();
    for (int i = 0; i < hits.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(cosine(hits.get(i).id(), hits.get(j).id())).isLessThan(threshold + 1e-5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SearchMode.class)
  void everyHitIsStillThereAsItselfOrBehindABetterOne(SearchMode mode) throws IOException {
    Search search = Search.text("galaxy dust", mode).depth(120);
    List<String> all = index.search(search).hits().stream().map(Hit::id).toList();
    SearchResponse deduped = index.search(search.dedupe(0.9));
    List<String> found = new ArrayList<>();
    for (Hit hit : deduped.hits()) {
      found.add(hit.id());
      if (hit.duplicates() != null) {
        hit.duplicates().forEach(duplicate -> found.add(duplicate.id()));
      }
    }

    assertThat(found).containsExactlyInAnyOrderElementsOf(all);
    assertThat(deduped.dedupe().collapsed()).isEqualTo(all.size() - deduped.hits().size());
    assertThat(deduped.dedupe().threshold()).isEqualTo(0.9);
  }

  @Test
  void aDuplicateTellsHowAlikeItIs() throws IOException {
    List<Hit> hits = deduped(0.9).hits();
    assertThat(hits).anySatisfy(hit -> assertThat(hit.duplicates()).isNotNull());
    for (Hit hit : hits) {
      for (Duplicate duplicate :
          hit.duplicates() == null ? List.<Duplicate>of() : hit.duplicates()) {
        assertThat(duplicate.similarity()).isGreaterThanOrEqualTo(0.9);
        assertThat(cosine(hit.id(), duplicate.id()))
            .isCloseTo(duplicate.similarity(), org.assertj.core.api.Assertions.within(1e-5));
      }
    }
  }

  @Test
  void theBestOfAGroupStandsForIt() throws IOException {
    Hit first = index.search(Search.text("galaxy dust", SearchMode.VECTOR)).hits().getFirst();

    assertThat(deduped(0.9).hits().getFirst().id()).isEqualTo(first.id());
  }

  @Test
  void theTotalIsExactOnlyWhereAllThatMatchesWasCompared() throws IOException {
    Search search = Search.text("galaxy", SearchMode.KEYWORD).dedupe(0.9);
    SearchResponse whole = index.search(search.depth(1_000));
    long matching = index.search(Search.text("galaxy", SearchMode.KEYWORD)).total().value();
    assertThat(whole.total())
        .isEqualTo(new Total(matching - whole.dedupe().collapsed(), Total.EXACT));

    SearchResponse part = index.search(search.depth(20));
    assertThat(matching).isGreaterThan(20);
    assertThat(part.total()).isEqualTo(new Total(20 - part.dedupe().collapsed(), Total.AT_LEAST));
  }

  @Test
  void withoutTheWishCopiesAreLeft() throws IOException {
    SearchResponse response = index.search(Search.text("galaxy dust", SearchMode.VECTOR));

    assertThat(response.dedupe()).isNull();
    assertThat(response.hits()).hasSize(100);
  }

  private static SearchResponse deduped(double threshold) throws IOException {
    return index.search(Search.text("galaxy dust", SearchMode.VECTOR).dedupe(threshold));
  }

  private static double cosine(String a, String b) {
    return vectors.get(a).dot(vectors.get(b));
  }
}
