package io.github.hnswsearch.citation;

import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.RankedDocument;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How items leave the program; always as UTF-8. */
public enum ExportFormat {
  /** One item a line: its place in the ranking, and its stored fields as they are. */
  JSONL("application/jsonl"),
  /** A table of RFC 4180 with a header, one item a row. */
  CSV("text/csv; charset=utf-8; header=present"),
  /** Entries for LaTeX and reference managers. */
  BIBTEX("application/x-bibtex"),
  /** Records for reference managers. */
  RIS("application/x-research-info-systems");

  private final String mediaType;

  ExportFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** As requests write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ExportFormat> find(String text) {
    return Arrays.stream(values()).filter(format -> format.text().equals(text)).findFirst();
  }

  /** Whether an item becomes a citation: what a reference manager reads. */
  public boolean isCitation() {
    return this == BIBTEX || this == RIS;
  }

  /** What the Content-Type header says. */
  public String mediaType() {
    return mediaType;
  }

  /** Ending of a file's name, without its dot. */
  public String extension() {
    return this == BIBTEX ? "bib" : text();
  }

  /**
   * The citation of one item.
   *
   * @throws IllegalStateException if this is no format of citations
   */
  public String cite(Document document) {
    if (!isCitation()) {
      throw new IllegalStateException("expected a format of citations, found " + text());
    }
    StringWriter citation = new StringWriter();
    try {
      writer(citation, List.of()).write(new RankedDocument(1, null, 0, document));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return citation.toString();
  }

  /**
   * Starts a file.
   *
   * @param out where it goes; left open
   * @param fields the collection's fields in their order, the columns of a table
   * @throws IOException if its head cannot be written
   */
  public ItemWriter writer(Writer out, List<String> fields) throws IOException {
    return switch (this) {
      case JSONL -> new JsonLinesWriter(out);
      case CSV -> new CsvWriter(out, fields);
      case BIBTEX -> new BibtexWriter(out);
      case RIS -> new RisWriter(out);
    };
  }
}
