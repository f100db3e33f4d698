package io.github.hnswsearch.search;

import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ranking in which the best of each group of near-duplicates stands for the group.
 *
 * @param kept best first
 * @param copies what stands behind an item, with its cosine, by item
 * @param collapsed how many that are
 */
record Deduplication(List<Candidate> kept, Map<Integer, List<Candidate>> copies, int collapsed) {

  /** Nothing is collapsed. */
  static Deduplication none(List<Candidate> ranked) {
    return new Deduplication(ranked, Map.of(), 0);
  }

  /** The same in another order. */
  Deduplication withKept(List<Candidate> others) {
    return new Deduplication(others, copies, collapsed);
  }

  /**
   * Collapses a ranking.
   *
   * @param threshold cosine from which an item is a copy of a better one
   */
  static Deduplication of(CollectionReader reader, List<Candidate> ranked, double threshold)
      throws IOException {
    List<Optional<Candidate>> originals =
        reader.originals(ranked.stream().map(Candidate::item).toList(), threshold);
    List<Candidate> kept = new ArrayList<>();
    Map<Integer, List<Candidate>> copies = new HashMap<>();
    for (int i = 0; i < ranked.size(); i++) {
      Candidate candidate = ranked.get(i);
      originals
          .get(i)
          .ifPresentOrElse(
              original ->
                  copies
                      .computeIfAbsent(original.item(), item -> new ArrayList<>())
                      .add(new Candidate(candidate.item(), original.score())),
              () -> kept.add(candidate));
    }
    return new Deduplication(kept, copies, ranked.size() - kept.size());
  }
}
