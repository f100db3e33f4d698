package io.github.hnswsearch.lucene;

import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.record.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.SlowCodecReaderWrapper;
import org.apache.lucene.store.Directory;

/**
 * Writes segments once more as one, whose graph is linked by several threads at once. Linking every
 * flushed segment and merging the graphs afterwards takes six times as long.
 *
 * @param options of the graph
 * @param threads to link with, 1 or more
 */
record GraphLinking(Schema schema, IndexOptions options, int threads) {

  /** Makes them the only segment of an index, in place of what it holds. */
  void replace(Directory index, List<DirectoryReader> readers, LongConsumer linked)
      throws IOException {
    link(index, OpenMode.CREATE, readers, linked);
  }

  /** Makes them a further segment of an index. */
  void append(Directory index, DirectoryReader reader, LongConsumer linked) throws IOException {
    link(index, OpenMode.APPEND, List.of(reader), linked);
  }

  private void link(
      Directory index, OpenMode mode, List<DirectoryReader> readers, LongConsumer linked)
      throws IOException {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads);
        IndexWriter writer =
            new IndexWriter(
                index,
                new IndexWriterConfig(Analyzers.of(schema))
                    .setCodec(VectorFormats.linked(options, threads, executor))
                    .setUseCompoundFile(false)
                    .setOpenMode(mode)
                    // The segments that are there stay as they are.
                    .setMergePolicy(new ReorderingMerge(threads))
                    .setMergeScheduler(new SerialMergeScheduler())
                    .setInfoStream(new LinkingProgress(linked)))) {
      List<CodecReader> segments = new ArrayList<>();
      for (DirectoryReader reader : readers) {
        for (LeafReaderContext leaf : reader.leaves()) {
          segments.add(SlowCodecReaderWrapper.wrap(leaf.reader()));
        }
      }
      writer.addIndexes(segments.toArray(CodecReader[]::new));
      writer.commit();
    }
  }
}
