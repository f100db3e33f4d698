package io.github.hnswsearch.cli;

import io.github.hnswsearch.dataset.PaperTexts;
import io.github.hnswsearch.dataset.PaperTexts.PaperText;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFileWriter;
import io.github.hnswsearch.encoder.TextEncoder;
import io.github.hnswsearch.index.BuildListener;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Embeds the papers of an arXiv snapshot into HDF5 files. */
final class PaperEmbedder {
  /** Texts in flight. */
  private static final int BATCH = 1024;

  private final TextEncoder encoder;
  private final BuildListener listener;
  private long left;

  PaperEmbedder(TextEncoder encoder, BuildListener listener) {
    this.encoder = encoder;
    this.listener = listener;
  }

  /**
   * Embeds every paper.
   *
   * @param fields of a paper that make up its text
   * @param output the file to write
   * @return rows written
   */
  long embed(Path snapshot, List<String> fields, Path output) throws IOException {
    List<String> urls = new ArrayList<>();
    List<float[]> rows = new ArrayList<>();
    listener.begin("Embedding papers", -1, "papers");
    try (PaperTexts papers = new PaperTexts(snapshot, fields)) {
      List<PaperText> batch = new ArrayList<>(BATCH);
      for (@Nullable PaperText paper = papers.next(); paper != null; paper = papers.next()) {
        batch.add(paper);
        if (batch.size() == BATCH) {
          add(batch, urls, rows);
        }
      }
      add(batch, urls, rows);
    } finally {
      listener.end();
    }
    if (rows.isEmpty()) {
      throw new BadInputException(
          snapshot.toString(), "expected papers with text, found none", "Check the file");
    }
    EmbeddingFileWriter.write(output, urls, rows.toArray(float[][]::new));
    return rows.size();
  }

  /** Papers left out because the encoder knows no word of them. */
  long leftOut() {
    return left;
  }

  private void add(List<PaperText> batch, List<String> urls, List<float[]> rows)
      throws IOException {
    List<@Nullable UnitVector> vectors =
        encoder.encodeAll(batch.stream().map(PaperText::text).toList());
    for (int i = 0; i < batch.size(); i++) {
      UnitVector vector = vectors.get(i);
      if (vector == null) {
        left++;
      } else {
        urls.add(batch.get(i).url());
        rows.add(vector.components());
      }
    }
    listener.advance(batch.size());
    batch.clear();
  }
}
