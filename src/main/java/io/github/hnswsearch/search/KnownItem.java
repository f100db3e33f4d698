package io.github.hnswsearch.search;

import io.github.hnswsearch.record.ArxivReference;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.ItemIds;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the stored item that a text names: by an arXiv id in any common form, bare or as an
 * address; by a DOI, where the collection has a keyword field {@code doi}; by the address or path
 * that the item was imported with.
 */
final class KnownItem {
  private static final String DOI_FIELD = "doi";
  private static final Pattern DOI =
      Pattern.compile("(?i)(?:https?://(?:dx\\.)?doi\\.org/|doi:)?(10\\.\\d{4,9}/\\S+)");

  /** The DOIs that arXiv gives its papers. */
  private static final String ARXIV_DOI = "10.48550/arxiv.";

  private KnownItem() {}

  /** The item of an id, or else the one that the text names. */
  static OptionalInt find(String id, CollectionReader reader) throws IOException {
    OptionalInt item = reader.find(id);
    return item.isPresent() ? item : named(id, reader);
  }

  /** The item that a text names; empty where it names none of the collection. */
  static OptionalInt named(String text, CollectionReader reader) throws IOException {
    String name = text.strip();
    if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
      return OptionalInt.empty();
    }
    Matcher doi = DOI.matcher(name);
    OptionalInt item = doi.matches() ? byDoi(doi.group(1), reader) : byArxivId(name, reader);
    // Names with a slash are addresses and paths; without one they are words as well.
    return item.isEmpty() && name.indexOf('/') >= 0 ? reader.find(ItemIds.of(name)) : item;
  }

  private static OptionalInt byArxivId(String text, CollectionReader reader) throws IOException {
    return switch (ArxivReference.parse(text)) {
      case ArxivReference.Whole whole -> reader.find(whole.id().itemId());
      case ArxivReference.Repairable cut -> reader.find(cut.id().itemId());
      case ArxivReference.CutShort cut -> OptionalInt.empty();
      case ArxivReference.None none -> OptionalInt.empty();
    };
  }

  private static OptionalInt byDoi(String doi, CollectionReader reader) throws IOException {
    if (doi.toLowerCase(Locale.ROOT).startsWith(ARXIV_DOI)) {
      return byArxivId(doi.substring(ARXIV_DOI.length()), reader);
    }
    Optional<Field> field =
        reader.schema().find(DOI_FIELD).filter(found -> found.type() == FieldType.KEYWORD);
    if (field.isEmpty()) {
      return OptionalInt.empty();
    }
    Filter same = new Filter(field.get(), false, List.of(new Filter.Exact(doi, true)));
    return reader.keyword("", List.of(), 1, List.of(same)).candidates().stream()
        .mapToInt(Candidate::item)
        .findFirst();
  }
}
