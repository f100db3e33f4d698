package io.github.hnswsearch.embedding;

import io.github.hnswsearch.document.ContentType;
import io.github.hnswsearch.encoder.EncoderIdentity;
import io.github.hnswsearch.encoder.ImageEncoder;
import io.github.hnswsearch.encoder.Workers;
import io.github.hnswsearch.picture.PictureReader;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Embeds pictures. A worker reads and encodes one at a time: decoded pictures are large. */
final class PictureEmbedder implements InputEmbedder {
  private static final int MOST = 256;

  private final ImageEncoder encoder;
  private final PictureReader reader = new PictureReader();

  PictureEmbedder(ImageEncoder encoder) {
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
    try (Workers workers = Workers.onAllCores(encoder.name())) {
      return workers.map(entries, this::embed);
    }
  }

  private Outcome embed(Entry entry) throws IOException {
    return switch (entry.content()) {
      case Entry.FileContent content -> embed(entry, content.file());
      case Entry.Unusable unusable ->
          new Outcome.Skipped(entry.id(), entry.next(), unusable.reason());
      case Entry.Text text -> throw new IllegalArgumentException("a text, not a picture");
    };
  }

  private Outcome embed(Entry entry, Path file) throws IOException {
    try {
      float[] vector = encoder.encode(reader.read(file)).components();
      return new Outcome.Embedded(entry.id(), entry.next(), vector, null);
    } catch (BadInputException e) {
      // The list of what was left out has the path in a column of its own.
      String reason = String.valueOf(e.getMessage()).replace(file.toString(), entry.id());
      return new Outcome.Skipped(entry.id(), entry.next(), new Reason(cause(file), reason));
    }
  }

  private static String cause(Path file) {
    try {
      return ContentType.of(file) == ContentType.PICTURE ? "damaged" : "unsupported";
    } catch (IOException e) {
      return "unreadable";
    }
  }
}
