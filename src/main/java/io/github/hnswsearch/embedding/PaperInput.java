package io.github.hnswsearch.embedding;

import io.github.hnswsearch.dataset.PaperTexts;
import io.github.hnswsearch.dataset.PaperTexts.BadLine;
import io.github.hnswsearch.dataset.PaperTexts.Line;
import io.github.hnswsearch.dataset.PaperTexts.NoText;
import io.github.hnswsearch.dataset.PaperTexts.PaperText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The papers of an arXiv snapshot, in the order of its lines; a place in it is a line number. */
final class PaperInput implements EmbeddingInput {
  private final Path file;
  private final List<String> fields;

  /**
   * @param fields that make up a paper's text
   */
  PaperInput(Path file, List<String> fields) {
    this.file = file.toAbsolutePath().normalize();
    this.fields = fields;
  }

  @Override
  public InputKind kind() {
    return InputKind.PAPERS;
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public Map<String, String> identity() {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("input", file.toString());
    identity.put("input_bytes", Long.toString(file.toFile().length()));
    identity.put("input_modified", Instant.ofEpochMilli(file.toFile().lastModified()).toString());
    identity.put("fields", String.join(",", fields));
    return identity;
  }

  @Override
  public Entries open(long position) throws IOException {
    Papers papers = new Papers(new PaperTexts(file, fields), Files.size(file), position);
    try {
      papers.skip();
      return papers;
    } catch (IOException | RuntimeException e) {
      papers.close();
      throw e;
    }
  }

  private static final class Papers implements Entries {
    private final PaperTexts papers;
    private final long bytes;
    private final long position;
    private @Nullable Line ahead;
    private long read;

    Papers(PaperTexts papers, long bytes, long position) {
      this.papers = papers;
      this.bytes = bytes;
      this.position = position;
    }

    void skip() throws IOException {
      do {
        ahead = papers.nextLine();
        read++;
      } while (ahead != null && ahead.number() <= position);
    }

    @Override
    public @Nullable Entry next() throws IOException {
      Line line = ahead;
      if (line == null) {
        return null;
      }
      ahead = papers.nextLine();
      read++;
      return switch (line) {
        case PaperText paper ->
            new Entry(paper.url(), paper.number(), new Entry.Text(paper.text()));
        case NoText paper ->
            unusable(paper.url(), paper.number(), "no_text", "its fields are empty");
        case BadLine bad ->
            unusable("line " + bad.number(), bad.number(), "bad_line", bad.problem());
      };
    }

    private static Entry unusable(String id, long line, String cause, String problem) {
      return new Entry(id, line, new Entry.Unusable(new Reason(cause, problem)));
    }

    /** By the bytes that the lines so far took. */
    @Override
    public long remaining() {
      long done = papers.bytesRead();
      return done == 0 ? -1 : Math.round((double) read / done * (bytes - done));
    }

    @Override
    public void close() throws IOException {
      papers.close();
    }
  }
}
