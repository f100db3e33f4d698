package io.github.hnswsearch.lucene;

import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.index.RevisionWriter;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.Version;
import org.jspecify.annotations.Nullable;

/**
 * Changes an index by one more segment with a graph of its own. Items that are replaced or removed
 * are marked as deleted in the segments that hold them; too many marks or segments, and all items
 * are linked anew in one.
 */
final class SegmentWriter implements RevisionWriter {
  /**
   * A search walks through deleted items and keeps none of them. Up to a fifth of a graph they cost
   * less than to link a large collection anew, which takes minutes a million.
   */
  private static final double MOST_DELETED = 0.2;

  /**
   * Every segment is searched from the top of its own graph. With five of them and a sixth of the
   * items deleted, a query of 30,000 vectors was measured to take twice the time of one graph, at
   * the same recall.
   */
  private static final int MOST_SEGMENTS = 5;

  private static final String REWRITE_ADVICE =
      "Run ./hnsw-search rebuild --upgrade with the collection's name, then change the collection";

  private final Directory index;
  private final FlatRows rows;
  private final GraphLinking linking;
  private final Queue<Term> removed = new ConcurrentLinkedQueue<>();

  SegmentWriter(Path directory, Schema schema, IndexOptions options, int threads)
      throws IOException {
    this.index = new MMapDirectory(directory);
    requireThisVersion(index);
    this.rows = new FlatRows(directory, schema);
    this.linking = new GraphLinking(schema, options, threads);
  }

  /** Segments that different major versions began cannot be put together. */
  private static void requireThisVersion(Directory index) throws IOException {
    int major = SegmentInfos.readLatestCommit(index).getIndexCreatedVersionMajor();
    if (major != Version.LATEST.major) {
      index.close();
      throw new BadInputException(
          index.toString(),
          "expected an index of Lucene %d, found one of Lucene %d"
              .formatted(Version.LATEST.major, major),
          REWRITE_ADVICE);
    }
  }

  @Override
  public void add(Item item) throws IOException {
    rows.add(item);
  }

  @Override
  public void replace(Item item) throws IOException {
    rows.replace(item);
  }

  @Override
  public void remove(String id) {
    removed.add(new Term(FieldNames.ID, id));
  }

  @Override
  public Outcome finish(boolean compact, LongConsumer linked) throws IOException {
    long before = items();
    long kept;
    boolean compacted;
    try (DirectoryReader fresh = rows.read()) {
      deleteEarlier(fresh);
      try (DirectoryReader old = DirectoryReader.open(index)) {
        kept = old.numDocs();
        int segments = old.leaves().size() + (fresh.numDocs() == 0 ? 0 : 1);
        boolean scattered = old.hasDeletions() || segments > 1;
        compacted =
            scattered
                && (compact
                    || old.numDeletedDocs() > MOST_DELETED * old.maxDoc()
                    || segments > MOST_SEGMENTS);
        if (compacted) {
          linking.replace(index, List.of(old, fresh), linked);
        } else if (fresh.numDocs() > 0) {
          linking.append(index, fresh, linked);
        }
      } catch (IllegalArgumentException e) {
        // What Lucene says where segments hold a field in different ways.
        throw new BadInputException(
            index.toString(),
            "expected fields as this version writes them, found others (" + e.getMessage() + ")",
            REWRITE_ADVICE,
            e);
      }
    }
    return new Outcome(before, before - kept, requireLinked(), compacted);
  }

  private long items() throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(index)) {
      return reader.numDocs();
    }
  }

  /** Marks what is removed, and what new rows take the place of. */
  private void deleteEarlier(DirectoryReader fresh) throws IOException {
    try (IndexWriter writer =
        new IndexWriter(
            index,
            new IndexWriterConfig()
                .setOpenMode(IndexWriterConfig.OpenMode.APPEND)
                .setMergePolicy(NoMergePolicy.INSTANCE))) {
      for (Term term : removed) {
        writer.deleteDocuments(term);
      }
      for (LeafReaderContext leaf : fresh.leaves()) {
        @Nullable Terms ids = leaf.reader().terms(FieldNames.ID);
        if (ids != null) {
          TermsEnum each = ids.iterator();
          for (BytesRef id = each.next(); id != null; id = each.next()) {
            writer.deleteDocuments(new Term(FieldNames.ID, BytesRef.deepCopyOf(id)));
          }
        }
      }
      writer.commit();
    }
  }

  private long requireLinked() throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(index)) {
      GraphStatistics graph = GraphStatistics.of(reader);
      if (graph.linked() != reader.numDocs()) {
        throw new BadInputException(
            index.toString(),
            "expected graphs that link all %d items, found %d linked"
                .formatted(reader.numDocs(), graph.linked()),
            "This is a defect of HNSW Search: please report it with this line");
      }
      return reader.numDocs();
    }
  }

  @Override
  public void close() throws IOException {
    index.close();
    rows.close();
    rows.delete();
  }
}
