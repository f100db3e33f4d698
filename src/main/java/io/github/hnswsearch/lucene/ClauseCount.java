package io.github.hnswsearch.lucene;

import java.util.function.Supplier;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.automaton.ByteRunAutomaton;

/** Counts the terms, ranges and patterns of a query. Lucene refuses a query of too many. */
final class ClauseCount extends QueryVisitor {
  /** Words and filters are searched as one query, so each may have half of what it may hold. */
  static final int MAX = IndexSearcher.getMaxClauseCount() / 2;

  private int count;

  private ClauseCount() {}

  static int of(Query query) {
    ClauseCount visitor = new ClauseCount();
    query.visit(visitor);
    return visitor.count;
  }

  @Override
  public void consumeTerms(Query query, Term... terms) {
    count += terms.length;
  }

  @Override
  public void consumeTermsMatching(
      Query query, String field, Supplier<ByteRunAutomaton> automaton) {
    count++;
  }

  @Override
  public void visitLeaf(Query query) {
    if (!(query instanceof MatchNoDocsQuery)) {
      count++;
    }
  }

  @Override
  public QueryVisitor getSubVisitor(Occur occur, Query parent) {
    return this;
  }
}
