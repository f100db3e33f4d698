package io.github.hnswsearch.citation;

import io.github.hnswsearch.search.RankedDocument;
import java.io.IOException;
import java.io.Writer;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * RIS: a line for each value, which starts with a tag of two characters. Values have no line
 * breaks, so nothing in them can be taken for a tag.
 */
final class RisWriter implements ItemWriter {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy/MM/dd/");
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy/MM//");
  private static final String LINE_END = "\r\n";

  private final Writer out;
  private final CitationKeys keys = new CitationKeys();

  RisWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void write(RankedDocument item) throws IOException {
    Reference reference = new Reference(item.document());
    line("TY", type(reference));
    line("ID", keys.next(reference));
    line("TI", reference.title().orElse(reference.id()));
    for (PersonName author : reference.authors()) {
      line("AU", author(author));
    }
    line("PY", reference.year());
    if (reference.journal().isEmpty()) {
      // A journal's issue has a date of its own.
      line("DA", reference.date().map((reference.isDayKnown() ? DATE : MONTH)::format));
    }
    if (reference.journal().isPresent()) {
      article(reference.journal().get());
    }
    line("DO", reference.doi());
    line("AB", reference.first("abstract"));
    for (String category : reference.all("category")) {
      line("KW", category);
    }
    if (reference.arxiv().isPresent()) {
      line("PB", "arXiv");
      line("AN", reference.arxiv().map(paper -> "arXiv:" + paper.id()));
    }
    line("M1", reference.first("report_no"));
    line("N1", reference.first("comments"));
    for (String note : reference.notes()) {
      line("N1", note);
    }
    if (reference.title().isPresent() && reference.url().isEmpty()) {
      line("N1", reference.id());
    }
    line("UR", reference.url());
    line("ER", "");
    out.write(LINE_END);
  }

  private void article(JournalReference journal) throws IOException {
    line("JO", journal.name());
    line("T2", journal.name());
    known("VL", journal.volume());
    known("IS", journal.issue());
    known("SP", journal.firstPage());
    known("EP", journal.lastPage());
  }

  /**
   * A journal's article, something that was published elsewhere, an unpublished paper, a page of
   * the web, or something else.
   */
  private static String type(Reference reference) {
    if (reference.journal().isPresent()) {
      return "JOUR";
    }
    if (reference.published().isPresent()) {
      return "GEN";
    }
    if (reference.arxiv().isPresent()) {
      return "UNPB";
    }
    return reference.url().isPresent() ? "ELEC" : "GEN";
  }

  private static String author(PersonName name) {
    if (name.group()) {
      // A comma would make a person of it.
      return name.family().replace(",", " ").replaceAll(" +", " ");
    }
    List<String> parts =
        name.suffix().isEmpty()
            ? List.of(name.family(), name.given())
            : List.of(name.family(), name.given(), name.suffix());
    return name.given().isEmpty() && name.suffix().isEmpty()
        ? name.family()
        : String.join(", ", parts);
  }

  private void known(String tag, String value) throws IOException {
    if (!value.isEmpty()) {
      line(tag, value);
    }
  }

  private void line(String tag, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      line(tag, value.get());
    }
  }

  private void line(String tag, String value) throws IOException {
    out.write(tag + "  - " + value + LINE_END);
  }
}
