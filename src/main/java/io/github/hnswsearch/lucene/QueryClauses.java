package io.github.hnswsearch.lucene;

import static io.github.hnswsearch.search.Explanation.BM25;
import static io.github.hnswsearch.search.Explanation.CONSTANT;

import io.github.hnswsearch.search.Explanation.Clause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;

/** The terms, phrases, patterns and ranges of a query, each scored by itself. */
final class QueryClauses {
  private final List<LeafReaderContext> segments;
  private final List<Scored> parts = new ArrayList<>();

  /** A part of the query as the index scores it. */
  private record Scored(String field, String text, String similarity, Weight weight) {}

  QueryClauses(IndexSearcher searcher, Query query) throws IOException {
    this.segments = searcher.getIndexReader().leaves();
    collect(searcher, query, 1);
  }

  private void collect(IndexSearcher searcher, Query query, float boost) throws IOException {
    switch (query) {
      case BoostQuery boosted -> collect(searcher, boosted.getQuery(), boost * boosted.getBoost());
      case BooleanQuery all -> {
        for (BooleanClause clause : all) {
          if (clause.isScoring()) {
            collect(searcher, clause.query(), boost);
          }
        }
      }
      case DisjunctionMaxQuery any -> {
        for (Query part : any.getDisjuncts()) {
          collect(searcher, part, boost);
        }
      }
      case MatchAllDocsQuery all -> {}
      default ->
          parts.add(
              new Scored(
                  field(query),
                  text(query),
                  similarity(query),
                  searcher.rewrite(query).createWeight(searcher, ScoreMode.COMPLETE, boost)));
    }
  }

  /** What a document matches, best first. */
  List<Clause> of(int document) throws IOException {
    LeafReaderContext segment = segments.get(ReaderUtil.subIndex(document, segments));
    List<Clause> clauses = new ArrayList<>();
    for (Scored part : parts) {
      Explanation score = part.weight().explain(segment, document - segment.docBase);
      if (score.isMatch()) {
        clauses.add(
            new Clause(
                part.field(), part.text(), score.getValue().doubleValue(), part.similarity()));
      }
    }
    clauses.sort(Comparator.comparingDouble(Clause::score).reversed());
    return clauses;
  }

  private static String field(Query query) {
    return switch (query) {
      case TermQuery term -> term.getTerm().field();
      case PhraseQuery phrase -> phrase.getField();
      // Patterns and ranges write themselves as field:pattern.
      default -> {
        String written = query.toString();
        yield written.contains(":") ? written.substring(0, written.indexOf(':')) : "";
      }
    };
  }

  private static String similarity(Query query) {
    return switch (query) {
      // A fuzzy term becomes the terms near it, each scored as a term.
      case TermQuery term -> BM25;
      case PhraseQuery phrase -> BM25;
      case FuzzyQuery fuzzy -> BM25;
      default -> CONSTANT;
    };
  }

  private static String text(Query query) {
    return switch (query) {
      case TermQuery term -> term.getTerm().text();
      case PhraseQuery phrase ->
          Arrays.stream(phrase.getTerms())
              .map(Term::text)
              .collect(Collectors.joining(" ", "\"", "\""));
      default -> query.toString(field(query));
    };
  }
}
