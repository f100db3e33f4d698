package io.github.hnswsearch.dataset;

import io.github.hnswsearch.dataset.metadata.ArxivId;
import io.github.hnswsearch.dataset.metadata.MetadataEntry;
import io.github.hnswsearch.dataset.metadata.MetadataLine;
import io.github.hnswsearch.dataset.metadata.MetadataProblems;
import io.github.hnswsearch.dataset.metadata.MetadataReader;
import io.github.hnswsearch.descriptor.Descriptor.MetadataSource;
import io.github.hnswsearch.descriptor.MetadataFormat;
import io.github.hnswsearch.record.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The texts of an arXiv snapshot that are to be embedded. */
public final class PaperTexts implements Closeable {
  /** Fields that make up a paper's text unless told otherwise. */
  public static final List<String> TITLE_AND_ABSTRACT = List.of("title", "abstract");

  /**
   * A paper to embed.
   *
   * @param itemId its id in a collection
   * @param url of its PDF, which names it in an embeddings file
   * @param text its fields, joined
   */
  public record PaperText(String itemId, String url, String text) {}

  private final MetadataProblems problems = new MetadataProblems();
  private final MetadataReader reader;
  private final List<String> fields;

  /**
   * Opens a snapshot.
   *
   * @param file arXiv JSONL, plain or .gz
   * @param fields whose values are joined by a full stop, such as {@link #TITLE_AND_ABSTRACT}
   * @throws BadInputException if the file is of another format, or has no such field
   */
  public PaperTexts(Path file, List<String> fields) throws IOException {
    this.fields = List.copyOf(fields);
    this.reader =
        MetadataReader.open(
            new MetadataSource(MetadataFormat.ARXIV, file, null, Map.of()), problems, bytes -> {});
    for (String field : fields) {
      if (reader.schema().find(field).isEmpty()) {
        reader.close();
        throw new BadInputException(
            file.toString(),
            "expected fields of arXiv papers, found \"" + field + "\"",
            "Name some of title, abstract, author");
      }
    }
  }

  /** The next paper that has any text, or null after the last. */
  public @Nullable PaperText next() throws IOException {
    for (MetadataLine line = reader.next(); line != null; line = reader.next()) {
      MetadataEntry entry = line.entry().get();
      String text =
          fields.stream()
              .flatMap(field -> entry.metadata().all(field).stream())
              .collect(Collectors.joining(". "));
      if (!text.isBlank()) {
        String itemId = line.keys().getFirst();
        return new PaperText(itemId, url(itemId), text);
      }
    }
    return null;
  }

  private static String url(String itemId) {
    return new ArxivId(itemId.replace('_', '/')).pdfUrl();
  }

  /** Lines that could not be read so far. */
  public long badLines() {
    return problems.badLines();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
