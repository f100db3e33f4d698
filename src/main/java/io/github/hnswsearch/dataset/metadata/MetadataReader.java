package io.github.hnswsearch.dataset.metadata;

import io.github.hnswsearch.descriptor.Descriptor.MetadataSource;
import io.github.hnswsearch.record.Schema;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A metadata file as a stream of records. Records that cannot be read are left out and noted in the
 * problems; a file of which none can be read is refused.
 */
public interface MetadataReader extends Closeable {

  /**
   * Opens a metadata file.
   *
   * @param problems receives what is left out
   * @param progress receives the bytes read of the file so far, as it is on disk
   * @throws io.github.hnswsearch.record.BadInputException if it is missing or has another format
   */
  static MetadataReader open(
      MetadataSource source, MetadataProblems problems, LongConsumer progress) throws IOException {
    MetadataFile file = MetadataFile.open(source.file(), source.format(), progress);
    try {
      return switch (source.format()) {
        case ARXIV ->
            new JsonLinesReader(file, PassThrough.after(new ArxivFormat(), source), problems);
        case DOCUMENTS ->
            new JsonLinesReader(file, PassThrough.after(new DocumentsFormat(), source), problems);
        case JSONL ->
            new JsonLinesReader(
                file, PassThrough.after(new PlainFormat<>(source.key()), source), problems);
        case OPEN_IMAGES ->
            new CsvReader(file, PassThrough.after(new OpenImagesFormat(), source), problems);
        case CSV ->
            new CsvReader(
                file, PassThrough.after(new PlainFormat<>(source.key()), source), problems);
      };
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  Schema schema();

  /** The next record, or null after the last. */
  @Nullable MetadataLine next() throws IOException;
}
