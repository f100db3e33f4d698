package io.github.hnswsearch.citation;

import io.github.hnswsearch.search.Attribution;
import io.github.hnswsearch.search.Document;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a citation needs to know of a stored item, whichever of it there is. */
final class Reference {
  private static final Set<String> SCHEMES = Set.of("http", "https", "ftp");

  /** Characters of a DOI that mean nothing to TeX; its suffix may have any (ISO 26324). */
  private static final Pattern DOI = Pattern.compile("10\\.\\d{4,9}/[^\\s\\p{Cc}{}\\\\]+");

  private static final Pattern DIGIT = Pattern.compile("\\d");
  private static final Pattern YEAR = Pattern.compile("\\d{4}");

  private final Document document;
  private final Optional<ArxivPaper> arxiv;
  private final Optional<JournalReference> journal;

  Reference(Document document) {
    this.document = document;
    this.arxiv = ArxivPaper.at(document.url());
    this.journal = first("journal").flatMap(this::journal);
  }

  String id() {
    return OneLine.of(document.id());
  }

  Optional<String> title() {
    return first("title");
  }

  List<PersonName> authors() {
    return all("author").stream().map(PersonName::of).toList();
  }

  /** Whether there are more authors than the metadata names. */
  boolean hasMoreAuthors() {
    return first("author_rest").isPresent();
  }

  /** Of the journal's issue, else of the day the item became public; four digits. */
  Optional<String> year() {
    return journal
        .map(JournalReference::year)
        .filter(year -> !year.isEmpty())
        .or(() -> first("year"))
        .or(() -> date().map(day -> Integer.toString(day.getYear())))
        .filter(year -> YEAR.matcher(year).matches());
  }

  /** When the item became public; its day is a guess unless {@link #isDayKnown}. */
  Optional<LocalDate> date() {
    try {
      return first("date").map(LocalDate::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** False where the date is known to the month only. */
  boolean isDayKnown() {
    return first("date_precision").filter("month"::equals).isEmpty();
  }

  /**
   * The journal that it is an article of. arXiv's field holds any reference, in words that its
   * author chose; elsewhere a text without a number is a journal's name.
   */
  Optional<JournalReference> journal() {
    return journal;
  }

  private Optional<JournalReference> journal(String text) {
    return arxiv.isEmpty() && !DIGIT.matcher(text).find()
        ? Optional.of(JournalReference.named(text))
        : JournalReference.of(text);
  }

  /** Where it was published, as a text that tells no journal. */
  Optional<String> published() {
    return journal.isPresent() ? Optional.empty() : first("journal");
  }

  /**
   * What a note has to say, in order: where it was published; of what is not on arXiv, its licence.
   */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    published().ifPresent(notes::add);
    if (arxiv.isEmpty()) {
      first("license").map(license -> "License: " + license).ifPresent(notes::add);
    }
    return notes;
  }

  Optional<String> doi() {
    return first("doi").filter(doi -> DOI.matcher(doi).matches());
  }

  Optional<ArxivPaper> arxiv() {
    return arxiv;
  }

  /**
   * Where it can be read, a picture without an address of its own on the page it is from. Programs
   * make a link of it, so other schemes than the web's are out.
   */
  Optional<String> url() {
    return arxiv
        .map(ArxivPaper::url)
        .or(() -> web(document.url()))
        .or(() -> Optional.ofNullable(Attribution.of(document).source()));
  }

  private static Optional<String> web(String url) {
    try {
      // Half a character would be a URI that Java cannot write.
      URI uri = new URI(OneLine.of(url));
      return uri.getScheme() != null
              && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
              && uri.getHost() != null
          ? Optional.of(uri.toASCIIString())
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  Optional<String> first(String field) {
    return all(field).stream().findFirst();
  }

  /** The values of a field that are not blank, each on one line. */
  List<String> all(String field) {
    return FieldValues.of(document, field).stream()
        .map(OneLine::of)
        .filter(value -> !value.isEmpty())
        .toList();
  }
}
