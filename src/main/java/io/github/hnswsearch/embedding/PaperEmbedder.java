package io.github.hnswsearch.embedding;

import io.github.hnswsearch.embedding.Entry.Text;
import io.github.hnswsearch.embedding.Entry.Unusable;
import io.github.hnswsearch.encoder.EncoderIdentity;
import io.github.hnswsearch.encoder.TextEncoder;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Embeds papers, whose texts are at hand. */
final class PaperEmbedder implements InputEmbedder {
  private static final int MOST = 1024;

  private final TextEncoder encoder;

  PaperEmbedder(TextEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public EncoderIdentity encoder() {
    return encoder.identity();
  }

  @Override
  public int mostInputs() {
    return MOST;
  }

  @Override
  public List<Outcome> embed(List<Entry> entries) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.content() instanceof Text text) {
        texts.add(text.text());
      }
    }
    Iterator<@Nullable UnitVector> vectors = encoder.encodeAll(texts).iterator();
    List<Outcome> outcomes = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      outcomes.add(
          switch (entry.content()) {
            case Text text -> outcome(entry, vectors.next());
            case Unusable unusable ->
                new Outcome.Skipped(entry.id(), entry.next(), unusable.reason());
            case Entry.FileContent file ->
                throw new IllegalArgumentException("a file, not a paper");
          });
    }
    return outcomes;
  }

  private Outcome outcome(Entry entry, @Nullable UnitVector vector) {
    return vector == null
        ? new Outcome.Skipped(entry.id(), entry.next(), Reason.noKnownWords(encoder.name()))
        : new Outcome.Embedded(entry.id(), entry.next(), vector.components(), null);
  }
}
