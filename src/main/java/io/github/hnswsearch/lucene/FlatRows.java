package io.github.hnswsearch.lucene;

import io.github.hnswsearch.index.Checkpoint;
import io.github.hnswsearch.index.ItemSink;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Schema;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Rows as they come, in segments whose vectors are not linked; the first phase of a build. Their
 * folder lies beside the index. What has been committed of them stays when they are closed, to be
 * gone on with, until they are deleted.
 */
final class FlatRows implements ItemSink, Closeable {
  private static final String FOLDER = "rows";
  private static final double BUFFER_MEGABYTES = 128;

  private final Path folder;
  private final Directory directory;
  private final IndexWriter writer;
  private final DocumentMapper mapper;

  /**
   * @param index the folder of the index that the rows are for
   */
  FlatRows(Path index, Schema schema) throws IOException {
    this.folder = index.resolveSibling(FOLDER);
    this.directory = FSDirectory.open(folder);
    this.mapper = new DocumentMapper(schema);
    this.writer =
        new IndexWriter(
            directory,
            new IndexWriterConfig(Analyzers.of(schema))
                .setCodec(VectorFormats.flat())
                .setUseCompoundFile(false)
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE_OR_APPEND)
                .setMergePolicy(NoMergePolicy.INSTANCE)
                .setRAMBufferSizeMB(BUFFER_MEGABYTES));
  }

  @Override
  public void add(Item item) throws IOException {
    write(() -> writer.addDocument(mapper.toDocument(item)));
  }

  @Override
  public void replace(Item item) throws IOException {
    write(() -> writer.updateDocument(new Term(FieldNames.ID, item.id()), mapper.toDocument(item)));
  }

  private interface Write {
    long run() throws IOException;
  }

  /**
   * A writer that another thread has run into an error tells of its end rather than of the cause.
   */
  private void write(Write write) throws IOException {
    try {
      write.run();
    } catch (AlreadyClosedException e) {
      if (writer.getTragicException() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** The checkpoint that was committed with the rows that are there. */
  Optional<Checkpoint> checkpoint() {
    @Nullable Iterable<Map.Entry<String, String>> committed = writer.getLiveCommitData();
    Map<String, String> entries = new HashMap<>();
    if (committed != null) {
      committed.forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    }
    return Checkpoint.of(entries);
  }

  void commit(Checkpoint reached) throws IOException {
    writer.setLiveCommitData(reached.entries().entrySet());
    writer.commit();
  }

  /** All rows; none can be added after this. To be closed before these are. */
  DirectoryReader read() throws IOException {
    writer.commit();
    writer.close();
    return DirectoryReader.open(directory);
  }

  @Override
  public void close() throws IOException {
    if (writer.isOpen()) {
      writer.rollback();
    }
    directory.close();
  }

  /** Deletes the folder of rows that have been closed. */
  void delete() throws IOException {
    if (Files.isDirectory(folder)) {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(folder);
    }
  }
}
