package io.github.hnswsearch.embedding;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hnswsearch.dataset.EmbeddingFolder;
import io.github.hnswsearch.dataset.EmbeddingOrigin;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFileWriter;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFileWriter.Layout;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFileWriter.Row;
import io.github.hnswsearch.embedding.Outcome.Embedded;
import io.github.hnswsearch.embedding.Outcome.Skipped;
import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.record.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes outcomes into a folder of parts so that nothing is lost, and nothing is there twice,
 * whenever the process ends.
 *
 * <p>Outcomes are appended to the journal of the part that is being filled. A full journal becomes
 * a part in this order, each step on the disk before the next: the part under its name, the lines
 * of the lists, the state that counts the part in, the journal's end. A run that starts goes by the
 * state: it deletes parts and cuts off lines that the state does not count, and makes them anew
 * from the journal.
 */
final class PartWriter implements Closeable {
  static final String SKIPPED_LIST = "skipped.jsonl";
  static final String METADATA = "metadata.jsonl";

  /** Attribute of every file that keeps the job that it comes from. */
  static final String JOB_ATTRIBUTE = EmbeddingOrigin.JOB_ATTRIBUTE;

  /** Starts the name of a part that is being written. */
  private static final String TEMPORARY = ".writing-";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final String idDataset;
  private final int partRows;
  private final LineFile skippedList;
  private final LineFile metadata;
  private JobState state;
  private Journal journal;
  private Tally tally = new Tally();

  /** What the journal holds. */
  private static final class Tally {
    private final SortedMap<String, Long> skipped = new TreeMap<>();
    private int rows;
    private int dimension;
    private int longestId;
    private long position = -1;

    void add(Outcome outcome) {
      position = outcome.next();
      switch (outcome) {
        case Embedded row -> {
          rows++;
          dimension = row.vector().length;
          longestId = Math.max(longestId, row.id().getBytes(StandardCharsets.UTF_8).length);
        }
        case Skipped skip -> skipped.merge(skip.reason().cause(), 1L, Long::sum);
      }
    }
  }

  /**
   * Goes on with a folder.
   *
   * @param state what the folder's state file says
   * @param partRows rows of a full part
   */
  PartWriter(Path folder, JobState state, String idDataset, int partRows) throws IOException {
    this.folder = folder;
    this.idDataset = idDataset;
    this.partRows = partRows;
    this.state = state;
    this.skippedList = new LineFile(folder.resolve(SKIPPED_LIST));
    this.metadata = new LineFile(folder.resolve(METADATA));
    removeWhatDoesNotCount();
    journal = Journal.open(journalFile());
    try (Journal.Records records = journal.read()) {
      for (Outcome outcome = records.next(); outcome != null; outcome = records.next()) {
        tally.add(outcome);
      }
    }
    commitIfFull();
  }

  private void removeWhatDoesNotCount() throws IOException {
    skippedList.cut(state.skippedBytes());
    metadata.cut(state.metadataBytes());
    String next = EmbeddingFolder.partName(state.parts());
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        boolean part = EmbeddingFolder.isPartName(name) && name.compareTo(next) >= 0;
        boolean otherJournal = JournalName.matches(name) && !entry.equals(journalFile());
        if (part || otherJournal || name.startsWith(TEMPORARY)) {
          Files.delete(entry);
        }
      }
    }
  }

  /** Whether a file of the folder is there for the sake of a job that is not finished. */
  static boolean isOwn(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(EmbeddingFolder.PROGRESS)
        || name.startsWith(TEMPORARY)
        || JournalName.matches(name)
        || JobLock.is(file);
  }

  private Path journalFile() {
    return folder.resolve(JournalName.of(state));
  }

  /** Where the input goes on. */
  long position() {
    return tally.position >= 0 ? tally.position : state.position();
  }

  /** Rows so far, those in the journal included. */
  long rows() {
    return state.rows() + tally.rows;
  }

  /** Inputs without a row so far, by cause. */
  SortedMap<String, Long> skipped() {
    return JobState.sum(state.skipped(), tally.skipped);
  }

  /**
   * Adds outcomes; they are on the disk when this returns.
   *
   * @throws BadInputException if they cannot be written, for example to a full disk
   */
  void append(List<Outcome> outcomes) throws IOException {
    try {
      for (Outcome outcome : outcomes) {
        journal.add(outcome);
        tally.add(outcome);
        commitIfFull();
      }
      journal.flush();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void commitIfFull() throws IOException {
    if (tally.rows == partRows) {
      commit(false);
    }
  }

  /**
   * Makes what is left in the journal the last part.
   *
   * @throws BadInputException if it cannot be written
   */
  JobState finish() throws IOException {
    try {
      commit(true);
      return state;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private IOException unwritable(IOException e) {
    return e instanceof BadInputException
        ? e
        : new BadInputException(
            folder.toString(),
            "expected to write to it, found: " + e.getMessage(),
            "Mend that; the same command then goes on where it stopped",
            e);
  }

  private void commit(boolean finished) throws IOException {
    journal.flush();
    int parts = state.parts();
    if (tally.rows > 0) {
      writePart(folder.resolve(EmbeddingFolder.partName(parts)));
      parts++;
    }
    JobState counted =
        new JobState(
            state.job(),
            state.run(),
            finished,
            parts,
            rows(),
            position(),
            skipped(),
            append(skippedList, state.skippedBytes(), PartWriter::skippedLine),
            append(metadata, state.metadataBytes(), PartWriter::metadataLine));
    counted.write(folder);
    Path done = journalFile();
    journal.close();
    Files.delete(done);
    state = counted;
    tally = new Tally();
    if (!finished) {
      journal = Journal.open(journalFile());
    }
  }

  private void writePart(Path part) throws IOException {
    Path temporary = part.resolveSibling(TEMPORARY + part.getFileName());
    try (Journal.Records records = journal.read()) {
      EmbeddingFileWriter.write(
          temporary,
          new Layout(idDataset, tally.rows, tally.longestId, tally.dimension),
          Map.of(JOB_ATTRIBUTE, JSON.writeValueAsString(state.job())),
          () -> nextRow(records));
    }
    DurableFiles.move(temporary, part);
  }

  private static @Nullable Row nextRow(Journal.Records records) throws IOException {
    for (Outcome outcome = records.next(); outcome != null; outcome = records.next()) {
      if (outcome instanceof Embedded row) {
        return new Row(row.id(), row.vector());
      }
    }
    return null;
  }

  /** Makes a line of an outcome, or null where it needs none. */
  @FunctionalInterface
  private interface LineMaker {
    @Nullable String line(Outcome outcome) throws IOException;
  }

  private long append(LineFile file, long length, LineMaker maker) throws IOException {
    try (Journal.Records records = journal.read()) {
      return file.append(length, () -> nextLine(records, maker));
    }
  }

  private static @Nullable String nextLine(Journal.Records records, LineMaker maker)
      throws IOException {
    for (Outcome outcome = records.next(); outcome != null; outcome = records.next()) {
      String line = maker.line(outcome);
      if (line != null) {
        return line;
      }
    }
    return null;
  }

  private static @Nullable String skippedLine(Outcome outcome) throws IOException {
    if (!(outcome instanceof Skipped skipped)) {
      return null;
    }
    ObjectNode line = JSON.createObjectNode();
    line.put("input", skipped.id());
    line.put("cause", skipped.reason().cause());
    line.put("reason", skipped.reason().text());
    return JSON.writeValueAsString(line);
  }

  private static @Nullable String metadataLine(Outcome outcome) {
    return outcome instanceof Embedded row ? row.metadata() : null;
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }

  /** Journals are named after their run and part: one of another run is never taken up. */
  private static final class JournalName {
    private static final String ENDING = ".journal";

    static String of(JobState state) {
      return EmbeddingFolder.partName(state.parts()).replace(".h5", "-" + state.run() + ENDING);
    }

    static boolean matches(String name) {
      return name.startsWith("part-") && name.endsWith(ENDING);
    }
  }
}
