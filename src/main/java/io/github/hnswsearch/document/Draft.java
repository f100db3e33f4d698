package io.github.hnswsearch.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a reader has found of a document so far. */
final class Draft {
  private static final int LONGEST_TITLE = 300;

  private final TextCollector text;
  private final List<String> notes = new ArrayList<>();
  private @Nullable String title;

  Draft(DocumentLimits limits) {
    this.text = new TextCollector(limits.characters());
  }

  /** Where its words go. */
  TextCollector text() {
    return text;
  }

  /** Sets the title unless it is blank, or there is one. */
  void title(@Nullable String found) {
    if (title == null && found != null && !found.isBlank()) {
      String line = found.strip().replaceAll("[\\s\\p{Zs}\\p{Cntrl}]+", " ");
      title = line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE);
    }
  }

  void note(String note) {
    notes.add(note);
  }

  /** Notes that only the start of the document was read. */
  void noteCut(String unit, long read) {
    note(String.format(Locale.ROOT, "only the first %,d %s were read", read, unit));
  }

  DocumentText finished(ContentType type) {
    return new DocumentText(type, title, text.toString(), notes);
  }
}
