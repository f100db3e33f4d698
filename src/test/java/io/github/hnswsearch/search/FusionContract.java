package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every way of joining legs must do. */
abstract class FusionContract {
  static final List<Candidate> VECTOR = leg(7, 3, 9);
  static final List<Candidate> KEYWORD = leg(3, 5);

  abstract Fusion fusion(Ranking ranking);

  @Test
  void everyItemOfALegIsRankedOnceBestFirst() {
    List<Candidate> fused = fusion(Ranking.DEFAULT).fuse(VECTOR, KEYWORD);
    assertThat(fused).extracting(Candidate::item).containsExactlyInAnyOrder(3, 5, 7, 9);
    assertThat(fused).extracting(candidate -> -candidate.score()).isSorted();
  }

  @Test
  void aScoreIsTheSumOfWhatThePlacesAreWorth() {
    Fusion fusion = fusion(new Ranking(10, 0.5, 2));
    double[] near = fusion.shares(SearchLeg.VECTOR, VECTOR);
    double[] worded = fusion.shares(SearchLeg.KEYWORD, KEYWORD);
    assertThat(score(fusion, 3)).isCloseTo(near[1] + worded[0], within(1e-15));
    assertThat(score(fusion, 9)).isCloseTo(near[2], within(1e-15));
    assertThat(score(fusion, 5)).isCloseTo(worded[1], within(1e-15));
  }

  @Test
  void aLegOfWeightZeroAddsNothing() {
    Fusion fusion = fusion(new Ranking(60, 0, 1));
    assertThat(fusion.shares(SearchLeg.VECTOR, VECTOR)).containsOnly(0);
    assertThat(score(fusion, 9)).isZero();
  }

  @Test
  void tiesAreOrderedByItem() {
    Fusion fusion = fusion(Ranking.DEFAULT);
    assertThat(fusion.fuse(leg(8, 2), leg(2, 8))).extracting(Candidate::item).containsExactly(2, 8);
    assertThat(fusion.fuse(leg(9), leg(4))).extracting(Candidate::item).containsExactly(4, 9);
  }

  @Test
  void emptyLegsAddNothing() {
    Fusion fusion = fusion(Ranking.DEFAULT);
    assertThat(fusion.fuse(List.of(), List.of())).isEmpty();
    assertThat(fusion.fuse(VECTOR, List.of())).extracting(Candidate::item).containsExactly(7, 3, 9);
    assertThat(fusion.fuse(List.of(), KEYWORD)).extracting(Candidate::item).containsExactly(3, 5);
  }

  private static double score(Fusion fusion, int item) {
    return fusion.fuse(VECTOR, KEYWORD).stream()
        .filter(candidate -> candidate.item() == item)
        .mapToDouble(Candidate::score)
        .sum();
  }

  /** Items in this order, with scores of 1.0, 0.9, 0.8. */
  static List<Candidate> leg(int... items) {
    return IntStream.range(0, items.length)
        .mapToObj(i -> new Candidate(items[i], 1.0 - i / 10.0))
        .toList();
  }
}
