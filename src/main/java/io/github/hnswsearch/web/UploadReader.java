package io.github.hnswsearch.web;

import io.github.hnswsearch.document.ContentType;
import io.github.hnswsearch.document.DocumentLimits;
import io.github.hnswsearch.document.DocumentReader;
import io.github.hnswsearch.document.DocumentText;
import io.github.hnswsearch.document.TooManyHangingException;
import io.github.hnswsearch.document.UnreadableDocumentException;
import io.github.hnswsearch.picture.Picture;
import io.github.hnswsearch.picture.PictureLimits;
import io.github.hnswsearch.picture.PictureReader;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.search.OverloadedException;
import io.github.hnswsearch.search.Query;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Turns uploaded files into queries: pictures and documents, told by their content. The limits are
 * narrower than those of files that the user of this machine embeds: uploads come from anybody, and
 * several at once must fit into a small heap.
 */
final class UploadReader {
  private static final long UNPACKED_BYTES = 16L << 20;
  private static final int PAGES = 300;
  private static final int CHARACTERS = 500_000;
  private static final Duration TIME = Duration.ofSeconds(15);
  private static final int PIXELS = 40_000_000;

  private final DocumentReader documents =
      new DocumentReader(
          new DocumentLimits(UploadForm.MAX_BYTES, UNPACKED_BYTES, PAGES, CHARACTERS, TIME));
  private final PictureReader pictures =
      new PictureReader(new PictureLimits(UploadForm.MAX_BYTES, PIXELS).withinHeap());

  /** A query by a file, and what the response says of the file. */
  record Upload(Query query, ReadUpload read) {}

  /**
   * Reads a file.
   *
   * @param name what to call it in the response and in errors
   * @throws UnprocessableUploadException if it cannot be read
   * @throws OverloadedException if too many others hang
   */
  Upload read(Path file, String name) throws IOException {
    if (ContentType.of(file) == ContentType.PICTURE) {
      Picture picture = picture(file, name);
      return new Upload(new Query.ByPicture(picture), ReadUpload.of(name, picture));
    }
    DocumentText text = document(file, name);
    return new Upload(new Query.ByDocument(name, text), ReadUpload.of(name, text));
  }

  private Picture picture(Path file, String name) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      return pictures.read(content, where(name));
    } catch (BadInputException e) {
      throw new UnprocessableUploadException(String.valueOf(e.getMessage()));
    }
  }

  private DocumentText document(Path file, String name) throws IOException {
    try {
      return documents.read(file);
    } catch (UnreadableDocumentException e) {
      // The message names the temporary file, which is nobody's business.
      throw new UnprocessableUploadException(where(name) + ": " + e.reason());
    } catch (TooManyHangingException e) {
      throw new OverloadedException("Too many documents are being read already.", e);
    }
  }

  private static String where(String name) {
    return "file \"" + name + "\"";
  }
}
