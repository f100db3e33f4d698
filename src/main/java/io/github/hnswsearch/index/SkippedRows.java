package io.github.hnswsearch.index;

import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.record.SkipCause;
import io.github.hnswsearch.record.SkippedRow;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Counts the rows that are left out, by cause, and lists them one JSON object a line. A file whose
 * every row is bad does not fill the disk: the list ends after {@value #MAX_LISTED} rows, the
 * counts do not.
 */
final class SkippedRows implements Closeable {
  static final String NAME = "skipped.jsonl";
  static final int MAX_LISTED = 1_000_000;

  private static final ObjectWriter LINES =
      new ObjectMapper().writer(new MinimalPrettyPrinter("\n"));

  private static final String SKIPPED = "skipped";
  private static final String OF_CAUSE = SKIPPED + "_";

  private final Path file;
  private final SequenceWriter list;
  private final Map<SkipCause, Long> counts = new EnumMap<>(SkipCause.class);
  private long total;

  /** Lists them after those that the generation's list may have already. */
  SkippedRows(Path generation) throws IOException {
    file = generation.resolve(NAME);
    Writer lines =
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (Files.size(file) > 0) {
      lines.write('\n');
    }
    list = LINES.writeValues(lines);
  }

  /** Begins a list; one that a build without a checkpoint has left is dropped. */
  static SkippedRows begin(Path generation) throws IOException {
    Files.deleteIfExists(generation.resolve(NAME));
    return new SkippedRows(generation);
  }

  /** Goes on behind a checkpoint; what was listed after it is cut off. */
  static SkippedRows resume(Path generation, Checkpoint reached) throws IOException {
    Path file = generation.resolve(NAME);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(reached.listedBytes());
    }
    SkippedRows skipped = new SkippedRows(generation);
    for (SkipCause cause : SkipCause.values()) {
      Long count = reached.counts().get(OF_CAUSE + name(cause));
      if (count != null) {
        skipped.counts.put(cause, count);
        skipped.total += count;
      }
    }
    return skipped;
  }

  /** Makes the list durable and tells its length in bytes. */
  synchronized long sync() throws IOException {
    list.flush();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
      return channel.size();
    }
  }

  /** Gives a staged generation the list of another, to go on with, in place of what it has. */
  static void copy(Generation from, Path staged) throws IOException {
    Path list = staged.resolve(NAME);
    Files.deleteIfExists(list);
    Path listed = from.directory().resolve(NAME);
    if (Files.exists(listed)) {
      DurableFiles.copy(listed, list);
    }
  }

  synchronized void add(SkippedRow row) throws IOException {
    counts.merge(row.cause(), 1L, Long::sum);
    total++;
    if (total <= MAX_LISTED) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("file", row.file());
      line.put("row", row.row());
      line.put("id", row.id());
      line.put("cause", name(row.cause()));
      line.put("detail", row.detail());
      list.write(line);
    }
  }

  synchronized long total() {
    return total;
  }

  /** Counts as the manifest names them: {@code skipped} and {@code skipped_<cause>}. */
  synchronized Map<String, Long> counts() {
    Map<String, Long> named = new LinkedHashMap<>();
    named.put(SKIPPED, total);
    counts.forEach((cause, count) -> named.put(OF_CAUSE + name(cause), count));
    return named;
  }

  private static String name(SkipCause cause) {
    return cause.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() throws IOException {
    list.close();
  }
}
