package io.github.hnswsearch.dataset;

import io.github.hnswsearch.record.ArxivId;
import io.github.hnswsearch.record.ArxivReference;
import io.github.hnswsearch.record.ItemIds;
import io.github.hnswsearch.record.SkipCause;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the text that a file has as a row's id says of the item. */
sealed interface RowId {

  /**
   * A usable id.
   *
   * @param key under which metadata is looked up; the same for rows that are the same item
   * @param itemId short, stable, safe in a URL path
   * @param url where the original is, or the path of a file
   * @param repaired whether the URL had been cut
   */
  record Usable(String key, String itemId, String url, boolean repaired) implements RowId {
    boolean hasWebUrl() {
      return WEB_URL.matcher(url).lookingAt();
    }
  }

  /** A row that cannot be indexed for want of an id. */
  record Unusable(SkipCause cause, String detail) implements RowId {}

  Pattern WEB_URL = Pattern.compile("(?i)https?://");

  /** An ImageID of Open Images, alone or as the name of a picture's file. */
  Pattern IMAGE_ID = Pattern.compile("(?:.*[/\\\\])?([0-9a-f]{16})(?:\\.[A-Za-z]{3,4})?");

  /**
   * Reads what a file has as a row's id.
   *
   * @param text as the file has it
   * @param openImages whether the rows are pictures of Open Images
   */
  static RowId of(String text, boolean openImages) {
    String id = text.strip();
    if (id.isEmpty()) {
      return new Unusable(SkipCause.MISSING_ID, "the id is empty");
    }
    return switch (ArxivReference.parse(id)) {
      case ArxivReference.Whole whole -> paper(whole.id(), webUrlOr(id, whole.id()), false);
      case ArxivReference.Repairable cut -> paper(cut.id(), cut.id().pdfUrl(), true);
      case ArxivReference.CutShort cut ->
          new Unusable(SkipCause.CUT_URL, "expected a whole arXiv id, found \"" + id + "\"");
      case ArxivReference.None none -> openImages ? picture(id) : other(id);
    };
  }

  private static Usable paper(ArxivId id, String url, boolean repaired) {
    return new Usable(id.itemId(), id.itemId(), url, repaired);
  }

  private static String webUrlOr(String text, ArxivId id) {
    return WEB_URL.matcher(text).lookingAt() ? text : id.abstractUrl();
  }

  private static Usable picture(String text) {
    Matcher imageId = IMAGE_ID.matcher(text);
    return imageId.matches()
        ? new Usable(imageId.group(1), imageId.group(1), text, false)
        : other(text);
  }

  private static Usable other(String text) {
    return new Usable(text, ItemIds.of(text), text, false);
  }
}
