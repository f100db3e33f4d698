package io.github.hnswsearch.search;

import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.io.IOException;
import java.util.List;

/**
 * What a request ranks, of which items are read one at a time.
 *
 * @param legs know how near an item is
 * @param candidates best first
 */
record RankedItems(CollectionReader reader, Legs legs, List<Candidate> candidates) {

  /**
   * Reads an item.
   *
   * @param place from 0, less than the number of candidates
   */
  RankedDocument item(int place) throws IOException {
    Candidate candidate = candidates.get(place);
    int item = candidate.item();
    return new RankedDocument(
        place + 1, legs.similarity(item), candidate.score(), reader.document(item));
  }
}
