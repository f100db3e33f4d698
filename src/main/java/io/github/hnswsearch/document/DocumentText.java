package io.github.hnswsearch.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document says.
 *
 * @param type what kind of file it was
 * @param title where the file has one; never blank
 * @param text its words in reading order, paragraphs on lines of their own; holds a letter or digit
 *     at least
 * @param notes what was left out, in words; mostly empty
 */
public record DocumentText(
    ContentType type, @Nullable String title, String text, List<String> notes) {
  public DocumentText {
    notes = List.copyOf(notes);
  }
}
