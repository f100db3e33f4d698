package io.github.hnswsearch.embedding;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hnswsearch.document.DocumentEmbedding;
import io.github.hnswsearch.document.DocumentLimits;
import io.github.hnswsearch.document.DocumentReader;
import io.github.hnswsearch.document.DocumentText;
import io.github.hnswsearch.document.Passages;
import io.github.hnswsearch.document.TooManyHangingException;
import io.github.hnswsearch.document.UnreadableDocumentException;
import io.github.hnswsearch.encoder.EncoderIdentity;
import io.github.hnswsearch.encoder.TextEncoder;
import io.github.hnswsearch.encoder.Workers;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Embeds documents: workers read them, then the passages of all of them are encoded at once. */
final class DocumentEmbedder implements InputEmbedder {
  /** Some 200 kB of passages each. */
  private static final int MOST = 64;

  /** Characters of a text that its metadata shows. */
  private static final int ABSTRACT = 1_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TextEncoder encoder;
  private final DocumentReader reader = new DocumentReader(DocumentLimits.DEFAULT);

  DocumentEmbedder(TextEncoder encoder) {
    this.encoder = encoder;
  }

  /**
   * A document that has been read.
   *
   * @param passages none where it gave no text
   * @param metadata null where it gave no text
   * @param unusable why it gave no text, null where it did
   */
  private record Read(
      Entry entry, List<String> passages, @Nullable String metadata, @Nullable Reason unusable) {}

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
    List<Read> documents = readAll(entries);
    List<String> passages = new ArrayList<>();
    documents.forEach(document -> passages.addAll(document.passages()));
    List<@Nullable UnitVector> vectors = encoder.encodeAll(passages);
    List<Outcome> outcomes = new ArrayList<>(entries.size());
    int first = 0;
    for (Read document : documents) {
      int next = first + document.passages().size();
      outcomes.add(outcome(document, vectors.subList(first, next)));
      first = next;
    }
    return outcomes;
  }

  /** Those before the first that could not be tried. */
  private List<Read> readAll(List<Entry> entries) throws IOException {
    AtomicReference<@Nullable TooManyHangingException> failure = new AtomicReference<>();
    List<Optional<Read>> tried;
    try (Workers workers = Workers.onAllCores(encoder.name())) {
      tried =
          workers.map(
              entries,
              entry -> {
                try {
                  return Optional.of(read(entry));
                } catch (TooManyHangingException e) {
                  failure.set(e);
                  return Optional.empty();
                }
              });
    }
    List<Read> read =
        tried.stream().takeWhile(Optional::isPresent).map(Optional::orElseThrow).toList();
    TooManyHangingException hanging = failure.get();
    if (read.isEmpty() && hanging != null) {
      throw hanging;
    }
    return read;
  }

  private Read read(Entry entry) throws IOException {
    return switch (entry.content()) {
      case Entry.FileContent content -> read(entry, content);
      case Entry.Unusable unusable -> new Read(entry, List.of(), null, unusable.reason());
      case Entry.Text text -> throw new IllegalArgumentException("a text, not a document");
    };
  }

  private Read read(Entry entry, Entry.FileContent content) throws IOException {
    try {
      DocumentText document = reader.read(content.file());
      Passages passages = DocumentEmbedding.passages(document);
      List<String> notes = DocumentEmbedding.notes(document, passages);
      return new Read(entry, passages.texts(), metadata(entry.id(), document, notes), null);
    } catch (UnreadableDocumentException e) {
      return new Read(entry, List.of(), null, new Reason(e.fault().text(), e.reason()));
    }
  }

  /** What the import joins to the row. */
  private static String metadata(String path, DocumentText document, List<String> notes)
      throws IOException {
    ObjectNode line = JSON.createObjectNode();
    line.put("path", path);
    String title = document.title();
    line.put("title", title == null ? path.substring(path.lastIndexOf('/') + 1) : title);
    line.put("abstract", start(document.text()));
    line.put("type", document.type().text());
    if (!notes.isEmpty()) {
      notes.forEach(line.withArray("notes")::add);
    }
    return JSON.writeValueAsString(line);
  }

  /** The first words of a text. */
  private static String start(String text) {
    if (text.length() <= ABSTRACT) {
      return text;
    }
    int blank = Math.max(text.lastIndexOf(' ', ABSTRACT), text.lastIndexOf('\n', ABSTRACT));
    return text.substring(0, blank > 0 ? blank : ABSTRACT) + " ...";
  }

  private Outcome outcome(Read document, List<@Nullable UnitVector> vectors) {
    Entry entry = document.entry();
    if (document.unusable() != null) {
      return new Outcome.Skipped(entry.id(), entry.next(), document.unusable());
    }
    UnitVector vector = DocumentEmbedding.mean(vectors, encoder.dimension());
    return vector == null
        ? new Outcome.Skipped(entry.id(), entry.next(), Reason.noKnownWords(encoder.name()))
        : new Outcome.Embedded(entry.id(), entry.next(), vector.components(), document.metadata());
  }
}
