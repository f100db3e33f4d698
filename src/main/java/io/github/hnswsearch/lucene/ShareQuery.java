package io.github.hnswsearch.lucene;

import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;

/**
 * Matches about a share of all documents, drawn by a hash of their numbers. Documents of one topic
 * often follow one another, so that every n-th of them would be no fair draw.
 */
final class ShareQuery extends Query {
  /** An odd number of irregular bits: products with it spread numbers over all of 64 bits. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final int HASH_BITS = 24;

  private final double share;
  private final long bound;

  ShareQuery(double share) {
    this.share = share;
    this.bound = Math.round(share * (1L << HASH_BITS));
  }

  private boolean matches(int document) {
    long mixed = (document + 1L) * SPREAD;
    mixed = (mixed ^ (mixed >>> 32)) * SPREAD;
    return mixed >>> (Long.SIZE - HASH_BITS) < bound;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
    return new ConstantScoreWeight(this, boost) {
      @Override
      public ScorerSupplier scorerSupplier(LeafReaderContext leaf) {
        int documents = leaf.reader().maxDoc();
        return new ConstantScoreScorerSupplier(score(), scoreMode, documents) {
          @Override
          public DocIdSetIterator iterator(long leadCost) {
            return new BitSetIterator(drawn(leaf.docBase, documents), cost());
          }

          @Override
          public long cost() {
            return Math.round(share * documents);
          }
        };
      }

      @Override
      public boolean isCacheable(LeafReaderContext leaf) {
        return false; // What a segment matches depends on the segments before it.
      }
    };
  }

  private FixedBitSet drawn(int firstDocument, int documents) {
    FixedBitSet drawn = new FixedBitSet(documents);
    for (int i = 0; i < documents; i++) {
      if (matches(firstDocument + i)) {
        drawn.set(i);
      }
    }
    return drawn;
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String field) {
    return "share:" + share;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShareQuery query && query.bound == bound;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(bound);
  }
}
