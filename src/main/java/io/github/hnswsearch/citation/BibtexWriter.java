package io.github.hnswsearch.citation;

import io.github.hnswsearch.search.RankedDocument;
import java.io.IOException;
import java.io.Writer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * BibTeX in UTF-8. What has a journal is an {@code @article}; everything else is {@code @misc},
 * which every style knows, papers of arXiv with {@code eprint}, {@code archivePrefix} and {@code
 * primaryClass} as arXiv itself recommends. The year is that of the journal where it is known, else
 * of the item, for papers of arXiv of their first version.
 */
final class BibtexWriter implements ItemWriter {
  private static final int NAME_WIDTH = "archivePrefix".length();

  private final Writer out;
  private final CitationKeys keys = new CitationKeys();
  private boolean first = true;

  BibtexWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void write(RankedDocument item) throws IOException {
    Reference reference = new Reference(item.document());
    String type = reference.journal().isPresent() ? "article" : "misc";
    if (!first) {
      out.write("\n");
    }
    first = false;
    out.write("@%s{%s".formatted(type, keys.next(reference)));
    for (Map.Entry<String, String> field : fields(reference).entrySet()) {
      String name = field.getKey();
      out.write(",\n  " + name + " ".repeat(NAME_WIDTH - name.length()) + " = ");
      out.write(field.getValue());
    }
    out.write("\n}\n");
  }

  private static Map<String, String> fields(Reference reference) {
    Fields fields = new Fields();
    fields.braced("title", reference.title().map(TexTitle::of));
    fields.braced("author", authors(reference));
    reference.journal().ifPresent(journal -> article(journal, fields));
    fields.braced("year", reference.year());
    if (reference.journal().isEmpty()) {
      // A journal's issue has a month of its own.
      fields.plain("month", reference.date().map(BibtexWriter::month));
    }
    fields.braced("doi", reference.doi());
    if (reference.arxiv().isPresent()) {
      fields.braced("eprint", reference.arxiv().map(ArxivPaper::id));
      fields.braced("archivePrefix", Optional.of("arXiv"));
      fields.braced("primaryClass", reference.first("category").map(TexText::of));
    }
    fields.braced(
        "number",
        reference.first("report_no").filter(r -> isUnpublished(reference)).map(TexText::of));
    fields.braced("url", reference.url());
    List<String> notes = new ArrayList<>(reference.notes());
    if (reference.title().isEmpty() || reference.url().isEmpty()) {
      notes.add(reference.id());
    }
    if (!notes.isEmpty()) {
      fields.braced("note", Optional.of(TexText.of(String.join("; ", notes))));
    }
    return fields.written;
  }

  private static void article(JournalReference journal, Fields fields) {
    fields.known("journal", TexText.of(journal.name()));
    fields.known("volume", journal.volume());
    fields.known("number", journal.issue());
    String last = journal.lastPage();
    fields.known("pages", journal.firstPage() + (last.isEmpty() ? "" : "--" + last));
  }

  private static boolean isUnpublished(Reference reference) {
    return reference.first("journal").isEmpty();
  }

  /** One of the abbreviations that every style defines. */
  private static String month(LocalDate day) {
    return day.getMonth().name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  private static Optional<String> authors(Reference reference) {
    List<PersonName> authors = reference.authors();
    // Every style makes "et al." of "others".
    String rest = reference.hasMoreAuthors() ? " and others" : "";
    return authors.isEmpty()
        ? Optional.empty()
        : Optional.of(
            authors.stream()
                .map(BibtexWriter::author)
                .collect(Collectors.joining(" and ", "", rest)));
  }

  private static String author(PersonName name) {
    String family = TexText.of(name.family());
    if (name.group()) {
      return "{" + family + "}";
    }
    String suffix = name.suffix().isEmpty() ? "" : ", " + TexText.of(name.suffix());
    String given = name.given().isEmpty() ? "" : ", " + TexText.of(name.given());
    return family + suffix + given;
  }

  /** Fields of an entry as they are written, in order. */
  private static final class Fields {
    private final Map<String, String> written = new LinkedHashMap<>();

    void braced(String name, Optional<String> value) {
      value.ifPresent(text -> written.put(name, "{" + text + "}"));
    }

    void known(String name, String value) {
      if (!value.isEmpty()) {
        braced(name, Optional.of(value));
      }
    }

    void plain(String name, Optional<String> value) {
      value.ifPresent(text -> written.put(name, text));
    }
  }
}
