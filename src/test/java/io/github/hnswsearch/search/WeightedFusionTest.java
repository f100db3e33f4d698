package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightedFusionTest extends FusionContract {
  private static final List<Candidate> COSINES =
      List.of(new Candidate(1, 0.8), new Candidate(2, 0.7), new Candidate(3, 0.4));
  private static final List<Candidate> BM25 =
      List.of(new Candidate(3, 21), new Candidate(2, 6), new Candidate(4, 1));

  @Override
  Fusion fusion(Ranking ranking) {
    return new WeightedFusion(ranking);
  }

  @Test
  void aHandComputedTable() {
    List<Candidate> fused = fusion(new Ranking(60, 0.6, 0.4)).fuse(COSINES, BM25);
    // cosines scale to 1, .75, 0 and BM25 scores to 1, .25, 0
    assertThat(fused).extracting(Candidate::item).containsExactly(1, 2, 3, 4);
    assertThat(fused.get(0).score()).isCloseTo(0.6, within(1e-12));
    assertThat(fused.get(1).score()).isCloseTo(0.6 * 0.75 + 0.4 * 0.25, within(1e-12));
    assertThat(fused.get(2).score()).isCloseTo(0.4, within(1e-12));
    assertThat(fused.get(3).score()).isCloseTo(0, within(1e-12));
  }

  @Test
  void theScaleOfALegDoesNotMatter() {
    List<Candidate> louder =
        BM25.stream().map(c -> new Candidate(c.item(), 1000 * c.score() - 7)).toList();
    Fusion fusion = fusion(Ranking.DEFAULT);
    List<Candidate> fused = fusion.fuse(COSINES, BM25);
    List<Candidate> loud = fusion.fuse(COSINES, louder);
    assertThat(loud).extracting(Candidate::item).isEqualTo(ids(fused));
    for (int i = 0; i < fused.size(); i++) {
      assertThat(loud.get(i).score()).isCloseTo(fused.get(i).score(), within(1e-12));
    }
  }

  @Test
  void aLegThatTellsNothingApartGivesAllItHas() {
    assertThat(
            fusion(new Ranking(60, 1, 3))
                .shares(SearchLeg.KEYWORD, List.of(new Candidate(4, 2.5), new Candidate(9, 2.5))))
        .containsExactly(3, 3);
  }

  private static List<Integer> ids(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::item).toList();
  }
}
