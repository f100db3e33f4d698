package io.github.hnswsearch.document;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** What a file holds, told by its content; a name's ending tells Markdown from plain text alone. */
public enum ContentType {
  PDF("a PDF"),
  DOCX("a Word document"),
  HTML("an HTML page"),
  MARKDOWN("a Markdown text"),
  TEXT("a plain text"),
  PICTURE("a picture"),
  /** The container of Word 97 to 2003 files, and of DOCX files that have a password. */
  COMPOUND_FILE("an Office file of before 2007, or one with a password"),
  ZIP("a ZIP archive that is no Word document"),
  RTF("a Rich Text file"),
  POSTSCRIPT("a PostScript file"),
  XML("an XML file"),
  EMPTY("an empty file"),
  BINARY("a file of an unknown kind");

  private final String description;

  ContentType(String description) {
    this.description = description;
  }

  /**
   * Looks into a file.
   *
   * @throws IOException if it cannot be read
   */
  public static ContentType of(Path file) throws IOException {
    return ContentSniffer.sniff(file);
  }

  /** Whether {@link DocumentReader} reads it. */
  public boolean isDocument() {
    return switch (this) {
      case PDF, DOCX, HTML, MARKDOWN, TEXT -> true;
      case PICTURE, COMPOUND_FILE, ZIP, RTF, POSTSCRIPT, XML, EMPTY, BINARY -> false;
    };
  }

  /** For people, with its article: {@code "a PDF"}. */
  public String description() {
    return description;
  }

  /** For metadata: {@code pdf}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
