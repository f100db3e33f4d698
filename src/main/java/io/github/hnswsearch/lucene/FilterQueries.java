package io.github.hnswsearch.lucene;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.search.Filter;
import io.github.hnswsearch.search.InvalidRequestException;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;

/** Filters as Lucene queries. */
final class FilterQueries {
  /**
   * Any words of a name, in any order, find it; half the gap between two names keeps a match within
   * one of them.
   */
  private static final int NAME_SLOP = Analyzers.VALUE_GAP / 2;

  private final Analyzer analyzer;

  FilterQueries(Analyzer analyzer) {
    this.analyzer = analyzer;
  }

  /** All filters as one query, null where there are none. */
  @Nullable Query of(List<Filter> filters) {
    if (filters.isEmpty()) {
      return null;
    }
    requireFew(filters.size()); // Lucene's builder fails on its own once it is full.
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    boolean positive = false;
    for (Filter filter : filters) {
      positive |= !filter.negated();
      all.add(anyOf(filter), filter.negated() ? Occur.MUST_NOT : Occur.FILTER);
    }
    if (!positive) {
      all.add(MatchAllDocsQuery.INSTANCE, Occur.FILTER);
    }
    Query query = all.build();
    requireFew(ClauseCount.of(query));
    return query;
  }

  private static void requireFew(int values) {
    if (values > ClauseCount.MAX) {
      throw new InvalidRequestException(
          "filter: expected at most %d values in all filters together, found %d. Name fewer."
              .formatted(ClauseCount.MAX, values));
    }
  }

  private Query anyOf(Filter filter) {
    if (filter.values().size() == 1) {
      return query(filter.field(), filter.values().getFirst());
    }
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    filter.values().forEach(value -> any.add(query(filter.field(), value), Occur.SHOULD));
    return any.build();
  }

  private Query query(Field field, Filter.Value value) {
    return switch (value) {
      case Filter.LongRange range ->
          LongPoint.newRangeQuery(field.name(), range.min(), range.max());
      case Filter.DoubleRange range ->
          DoublePoint.newRangeQuery(field.name(), range.min(), range.max());
      case Filter.Exact exact -> exact(field, exact);
      case Filter.Share share -> new ShareQuery(share.share());
    };
  }

  private Query exact(Field field, Filter.Exact value) {
    @Nullable Query query =
        switch (field.type()) {
          case KEYWORD, CATEGORY ->
              new TermQuery(new Term(field.name(), Analyzers.keywordTerm(value.text())));
          case NAME -> name(field.name(), value.text());
          case TEXT ->
              value.phrase()
                  ? new QueryBuilder(analyzer).createPhraseQuery(field.name(), value.text())
                  : new QueryBuilder(analyzer)
                      .createBooleanQuery(field.name(), value.text(), Occur.MUST);
          case LONG, DOUBLE, DATE, STORED ->
              throw new IllegalStateException(
                  field.type().name().toLowerCase(Locale.ROOT) + " fields hold no exact values");
        };
    return query == null ? new MatchNoDocsQuery("no word in \"" + value.text() + "\"") : query;
  }

  private @Nullable Query name(String field, String text) {
    Query query = new QueryBuilder(analyzer).createPhraseQuery(field, text);
    if (!(query instanceof PhraseQuery phrase)) {
      return query;
    }
    PhraseQuery.Builder sloppy = new PhraseQuery.Builder().setSlop(NAME_SLOP);
    int[] positions = phrase.getPositions();
    for (int i = 0; i < positions.length; i++) {
      sloppy.add(phrase.getTerms()[i], positions[i]);
    }
    return sloppy.build();
  }
}
