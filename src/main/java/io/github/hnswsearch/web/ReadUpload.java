package io.github.hnswsearch.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.hnswsearch.document.DocumentEmbedding;
import io.github.hnswsearch.document.DocumentText;
import io.github.hnswsearch.document.Passages;
import io.github.hnswsearch.picture.Picture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was read of an uploaded file: the {@code read} of a response. */
sealed interface ReadUpload {

  /** Characters of a passage that tell which it is, one line. */
  int BEGINNING = 100;

  /** What kind of file was searched by. */
  @JsonProperty
  String kind();

  /**
   * A text.
   *
   * @param type by its content: {@code pdf}, {@code docx}, {@code html}, {@code markdown}, {@code
   *     text}
   * @param title where the file has one
   * @param characters of its text that were read
   * @param passages of them that were embedded
   * @param passagesTotal of them that there are
   * @param beginnings how each passage that was embedded begins
   * @param notes what was left out, in words
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OfDocument(
      String kind,
      String name,
      String type,
      @Nullable String title,
      int characters,
      int passages,
      @JsonProperty("passages_total") int passagesTotal,
      List<String> beginnings,
      List<String> notes)
      implements ReadUpload {}

  /** A picture, upright, in pixels. */
  record OfPicture(String kind, String name, int width, int height) implements ReadUpload {}

  static ReadUpload of(String name, DocumentText text) {
    Passages passages = DocumentEmbedding.passages(text);
    return new OfDocument(
        "document",
        name,
        text.type().text(),
        text.title(),
        text.text().length(),
        passages.texts().size(),
        passages.total(),
        passages.texts().stream().map(ReadUpload::beginning).toList(),
        DocumentEmbedding.notes(text, passages));
  }

  private static String beginning(String passage) {
    String line = passage.replaceAll("[\\s\\p{Cntrl}]+", " ");
    if (line.length() <= BEGINNING) {
      return line;
    }
    int space = line.lastIndexOf(' ', BEGINNING);
    int end = space > 0 ? space : BEGINNING;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  static ReadUpload of(String name, Picture picture) {
    return new OfPicture("picture", name, picture.width(), picture.height());
  }
}
