package io.github.hnswsearch.lucene;

import io.github.hnswsearch.index.ItemSink;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Schema;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * Rows as they come, in segments whose vectors are not linked; the first phase of a build. Their
 * folder lies beside the index and goes when they are closed.
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
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
                .setMergePolicy(NoMergePolicy.INSTANCE)
                .setRAMBufferSizeMB(BUFFER_MEGABYTES));
  }

  @Override
  public void add(Item item) throws IOException {
    writer.addDocument(mapper.toDocument(item));
  }

  @Override
  public void replace(Item item) throws IOException {
    writer.updateDocument(new Term(FieldNames.ID, item.id()), mapper.toDocument(item));
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
