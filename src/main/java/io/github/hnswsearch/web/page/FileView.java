package io.github.hnswsearch.web.page;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was read of the file that is searched by.
 *
 * @param facts its type, size and extent, in words
 * @param picture what its preview needs; null for a document
 * @param heading its title, where the file has one
 * @param notes what was left out, in words
 * @param beginnings how each passage that was embedded begins; none for a picture
 */
public record FileView(
    String name,
    List<String> facts,
    @Nullable Picture picture,
    @Nullable String heading,
    List<String> notes,
    List<String> beginnings) {

  public FileView {
    facts = List.copyOf(facts);
    notes = List.copyOf(notes);
    beginnings = List.copyOf(beginnings);
  }

  /** A picture that the browser, which has the file, can show. */
  public record Picture(String digest, int width, int height) {}

  /** A picture of so many pixels. */
  public static FileView picture(Subject.Upload file, long bytes, int width, int height) {
    return new FileView(
        file.name(),
        List.of("%d × %d pixels".formatted(width, height), Labels.bytes(bytes)),
        new Picture(file.digest(), width, height),
        null,
        List.of(),
        List.of());
  }

  /**
   * A document.
   *
   * @param type by its content: {@code pdf}
   * @param passages that its text has
   */
  public static FileView document(
      Subject.Upload file,
      long bytes,
      String type,
      @Nullable String title,
      int passages,
      List<String> notes,
      List<String> beginnings) {
    return new FileView(
        file.name(),
        List.of(type(type), Labels.bytes(bytes), extent(beginnings.size(), passages)),
        null,
        title,
        notes.stream().map(FileView::sentence).toList(),
        beginnings);
  }

  /** What the list of passages is called. */
  public @Nullable String passages() {
    return switch (beginnings.size()) {
      case 0 -> null;
      case 1 -> "How it begins";
      default -> "How its passages begin";
    };
  }

  private static String type(String type) {
    return switch (type) {
      case "pdf", "docx", "html" -> type.toUpperCase(Locale.ROOT);
      case "markdown" -> "Markdown";
      default -> "Plain text";
    };
  }

  private static String extent(int embedded, int passages) {
    if (embedded < passages) {
      return "%d of %s passages embedded".formatted(embedded, Labels.count(passages));
    }
    return passages == 1 ? "1 passage embedded" : "all %d passages embedded".formatted(passages);
  }

  private static String sentence(String note) {
    String end = Stream.of(".", "!").anyMatch(note::endsWith) ? "" : ".";
    return note.isEmpty()
        ? note
        : note.substring(0, 1).toUpperCase(Locale.ROOT) + note.substring(1) + end;
  }
}
