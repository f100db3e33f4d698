package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.CollectionInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form that a file is searched by with, which keeps the filters of the state.
 *
 * @param label what to choose, on a button
 * @param choice the same in a sentence
 * @param invitation what letting a file go above the page does
 * @param accept kinds of files to choose among, as HTML has it
 * @param maxBytes of a file
 * @param carried what the form sends besides the file, by name
 */
record SendView(
    String action,
    String label,
    String choice,
    String invitation,
    String accept,
    long maxBytes,
    String maxSize,
    List<Map.Entry<String, String>> carried) {
  private static final String PICTURES =
      "image/jpeg,image/png,image/gif,image/bmp,image/tiff,image/webp";
  private static final String DOCUMENTS =
      ".pdf,.docx,.html,.htm,.md,.markdown,.txt,application/pdf,text/plain,text/markdown,text/html";

  /** The form for what a collection takes; null where it takes no file. */
  static @Nullable SendView of(SearchState state, CollectionInfo collection) {
    List<String> uploads = collection.uploads();
    boolean pictures = uploads.contains(CollectionInfo.PICTURE);
    // An encoder of pictures reads captions as well; a document says more than they do.
    boolean documents =
        uploads.contains(CollectionInfo.DOCUMENT) && !(pictures && collection.pictures());
    if (!pictures && !documents) {
      return null;
    }
    return new SendView(
        state.uploadPath(),
        pictures ? documents ? "File…" : "Picture…" : "Document…",
        "Choose a " + (pictures ? documents ? "file" : "picture" : "document") + "…",
        invitation(pictures, documents),
        pictures ? documents ? PICTURES + "," + DOCUMENTS : PICTURES : DOCUMENTS,
        Subject.Upload.MAX_BYTES,
        Subject.Upload.MAX_BYTES / (1 << 20) + " MiB",
        state.choices());
  }

  private static String invitation(boolean pictures, boolean documents) {
    if (pictures && documents) {
      return "Drop a picture or a document to find what is like it";
    }
    return pictures
        ? "Drop a picture to find similar ones"
        : "Drop a PDF or text to find related papers";
  }
}
