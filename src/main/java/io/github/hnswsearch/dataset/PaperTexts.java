package io.github.hnswsearch.dataset;

import io.github.hnswsearch.dataset.metadata.MetadataEntry;
import io.github.hnswsearch.dataset.metadata.MetadataLine;
import io.github.hnswsearch.dataset.metadata.MetadataProblems;
import io.github.hnswsearch.dataset.metadata.MetadataReader;
import io.github.hnswsearch.descriptor.Descriptor.MetadataSource;
import io.github.hnswsearch.descriptor.MetadataFormat;
import io.github.hnswsearch.record.ArxivId;
import io.github.hnswsearch.record.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The texts of an arXiv snapshot that are to be embedded. */
public final class PaperTexts implements Closeable {
  /** Fields that make up a paper's text unless told otherwise. */
  public static final List<String> TITLE_AND_ABSTRACT = List.of("title", "abstract");

  /** A line of the file that is not blank. */
  public sealed interface Line {
    /** One-based. */
    long number();
  }

  /**
   * A paper to embed.
   *
   * @param number one-based line of the file
   * @param itemId its id in a collection
   * @param url of its PDF, which names it in an embeddings file
   * @param text its fields, joined; not blank
   */
  public record PaperText(long number, String itemId, String url, String text) implements Line {}

  /** A line that is no record of a paper. */
  public record BadLine(long number, String problem) implements Line {}

  /** A paper that has none of the fields. */
  public record NoText(long number, String url) implements Line {}

  private final Deque<Line> badLines = new ArrayDeque<>();
  private final MetadataReader reader;
  private final List<String> fields;
  private @Nullable Line ahead;
  private long bytesRead;

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
            new MetadataSource(MetadataFormat.ARXIV, file, null, Map.of()),
            new MetadataProblems((line, problem) -> badLines.add(new BadLine(line, problem))),
            bytes -> bytesRead = bytes);
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
    for (Line line = nextLine(); line != null; line = nextLine()) {
      if (line instanceof PaperText paper) {
        return paper;
      }
    }
    return null;
  }

  /** The next line, whether it is of use or not, or null after the last. */
  public @Nullable Line nextLine() throws IOException {
    if (badLines.isEmpty() && ahead == null) {
      // Bad lines before the next good one are heard of while that is looked for.
      ahead = read();
    }
    if (!badLines.isEmpty()) {
      return badLines.remove();
    }
    Line line = ahead;
    ahead = null;
    return line;
  }

  private @Nullable Line read() throws IOException {
    MetadataLine line = reader.next();
    if (line == null) {
      return null;
    }
    MetadataEntry entry = line.entry().get();
    String text =
        fields.stream()
            .flatMap(field -> entry.metadata().all(field).stream())
            .collect(Collectors.joining(". "));
    String itemId = line.keys().getFirst();
    return text.isBlank()
        ? new NoText(line.number(), url(itemId))
        : new PaperText(line.number(), itemId, url(itemId), text);
  }

  private static String url(String itemId) {
    return new ArxivId(itemId.replace('_', '/')).pdfUrl();
  }

  /** Bytes read of the file so far, as it is on disk. */
  public long bytesRead() {
    return bytesRead;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
