package io.github.hnswsearch.lucene;

import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.index.GenerationWriter;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.SlowCodecReaderWrapper;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.MMapDirectory;

/**
 * Builds one segment with one graph in two phases: rows are flushed without linking them, then all
 * of them are linked at once by several threads. Linking every flushed segment and merging the
 * graphs afterwards takes six times as long.
 */
final class BulkWriter implements GenerationWriter {
  private static final double BUFFER_MEGABYTES = 128;

  private final Path flatFolder;
  private final Directory flat;
  private final Directory target;
  private final IndexWriter flatWriter;
  private final DocumentMapper mapper;
  private final Analyzer analyzer;
  private final IndexOptions options;
  private final int threads;

  BulkWriter(Path directory, Schema schema, IndexOptions options, int threads) throws IOException {
    this.flatFolder = directory.resolveSibling("rows");
    this.target = new MMapDirectory(directory);
    this.flat = FSDirectory.open(flatFolder);
    this.mapper = new DocumentMapper(schema);
    this.analyzer = Analyzers.of(schema);
    this.options = options;
    this.threads = threads;
    this.flatWriter =
        new IndexWriter(
            flat,
            config(VectorFormats.flat())
                .setMergePolicy(NoMergePolicy.INSTANCE)
                .setRAMBufferSizeMB(BUFFER_MEGABYTES));
  }

  private IndexWriterConfig config(Codec codec) {
    return new IndexWriterConfig(analyzer)
        .setCodec(codec)
        .setUseCompoundFile(false)
        .setOpenMode(IndexWriterConfig.OpenMode.CREATE);
  }

  @Override
  public void add(Item item) throws IOException {
    flatWriter.addDocument(mapper.toDocument(item));
  }

  @Override
  public void replace(Item item) throws IOException {
    flatWriter.updateDocument(new Term(FieldNames.ID, item.id()), mapper.toDocument(item));
  }

  @Override
  public long finish(LongConsumer progress) throws IOException {
    flatWriter.commit();
    flatWriter.close();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads);
        DirectoryReader rows = DirectoryReader.open(flat);
        IndexWriter linked =
            new IndexWriter(
                target,
                config(VectorFormats.linked(options, threads, executor))
                    .setMergeScheduler(new SerialMergeScheduler())
                    .setInfoStream(new LinkingProgress(progress)))) {
      List<CodecReader> segments = new ArrayList<>();
      for (LeafReaderContext leaf : rows.leaves()) {
        segments.add(SlowCodecReaderWrapper.wrap(leaf.reader()));
      }
      linked.addIndexes(segments.toArray(CodecReader[]::new));
      linked.commit();
      return requireOneLinkedSegment();
    } finally {
      removeRows();
    }
  }

  private long requireOneLinkedSegment() throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(target)) {
      GraphStatistics graph = GraphStatistics.of(reader);
      int segments = reader.numDocs() == 0 ? 0 : 1;
      if (graph.segments() != segments || graph.linked() != reader.numDocs()) {
        throw new BadInputException(
            target.toString(),
            "expected one segment whose graph links all %d items, found %d segments and %d linked"
                .formatted(reader.numDocs(), graph.segments(), graph.linked()),
            "This is a defect of HNSW Search: please report it with this line");
      }
      return reader.numDocs();
    }
  }

  private void removeRows() throws IOException {
    flat.close();
    if (Files.isDirectory(flatFolder)) {
      try (var files = Files.list(flatFolder)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(flatFolder);
    }
  }

  @Override
  public void close() throws IOException {
    if (flatWriter.isOpen()) {
      flatWriter.rollback();
    }
    target.close();
    removeRows();
  }
}
