package io.github.hnswsearch.search;

import io.github.hnswsearch.search.CollectionReader.Candidate;
import io.github.hnswsearch.search.CollectionReader.WordFinder;
import io.github.hnswsearch.search.SearchResponse.Duplicate;
import io.github.hnswsearch.search.SearchResponse.Hit;
import io.github.hnswsearch.search.SearchResponse.Leg;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes hits of candidates: one page of a ranking. */
final class Hits {
  private final CollectionReader reader;
  private final Legs legs;
  private final SearchOptions options;
  private final @Nullable WordFinder words;
  private final boolean pictures;
  private final @Nullable Explainer explainer;

  /**
   * @param pictures whether the items are pictures, which are attributed
   * @param asked the query of the request
   * @param shown the text whose words are shown; blank where there is none
   */
  Hits(
      CollectionReader reader,
      Legs legs,
      SearchOptions options,
      boolean pictures,
      Query asked,
      String shown)
      throws IOException {
    this.reader = reader;
    this.legs = legs;
    this.options = options;
    this.pictures = pictures;
    boolean needed = !shown.isBlank() && (options.highlight() || options.explain());
    this.words = needed ? reader.words(shown) : null;
    this.explainer = options.explain() ? new Explainer(legs, asked, words) : null;
  }

  /** The hits from one place of a ranking to before another. */
  List<Hit> page(Deduplication ranking, int from, int to) throws IOException {
    List<Hit> hits = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      Candidate candidate = ranking.kept().get(i);
      hits.add(hit(i + 1, candidate, ranking.copies().get(candidate.item())));
    }
    return hits;
  }

  private Hit hit(int rank, Candidate candidate, @Nullable List<Candidate> copies)
      throws IOException {
    int item = candidate.item();
    Double similarity = legs.similarity(item);
    Document document = reader.document(item);
    return new Hit(
        rank,
        document.id(),
        document.url(),
        similarity,
        candidate.score(),
        places(item, similarity),
        document.fields(),
        highlights(document),
        explainer == null ? null : explainer.explain(candidate, similarity),
        copies == null ? null : duplicates(copies),
        pictures ? Attribution.of(document) : null);
  }

  private Map<String, Leg> places(int item, @Nullable Double similarity) {
    Map<String, Leg> places = new LinkedHashMap<>();
    Integer near = legs.rank(SearchLeg.VECTOR, item);
    if (near != null) {
      places.put(SearchLeg.VECTOR.text(), new Leg(near, similarity, null));
    }
    Integer worded = legs.rank(SearchLeg.KEYWORD, item);
    if (worded != null) {
      double score = legs.candidates(SearchLeg.KEYWORD).get(worded - 1).score();
      places.put(SearchLeg.KEYWORD.text(), new Leg(worded, null, score));
    }
    return places;
  }

  private @Nullable Map<String, List<String>> highlights(Document document) throws IOException {
    if (!options.highlight()) {
      return null;
    }
    return words == null ? Map.of() : words.highlights(document);
  }

  private List<Duplicate> duplicates(List<Candidate> copies) throws IOException {
    List<Duplicate> duplicates = new ArrayList<>(copies.size());
    for (Candidate copy : copies) {
      duplicates.add(new Duplicate(reader.document(copy.item()).id(), copy.score()));
    }
    return duplicates;
  }
}
