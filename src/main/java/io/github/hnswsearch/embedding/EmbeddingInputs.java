package io.github.hnswsearch.embedding;

import io.github.hnswsearch.document.ContentType;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds out what an input is. */
final class EmbeddingInputs {
  /** So many files of a folder tell what it holds. */
  private static final int LOOKED_AT = 1_000;

  /** One in so many may be of the other kind: the list of pictures in their folder, a cover. */
  private static final int STRAYS = 20;

  private EmbeddingInputs() {}

  /**
   * Opens an input: a file is an arXiv snapshot, a folder holds documents or pictures.
   *
   * @param wanted what the user says it is; null to find out
   * @param fields of a paper that make up its text
   * @throws BadInputException if it is missing, or it is not clear what it holds
   */
  static EmbeddingInput of(Path input, @Nullable InputKind wanted, List<String> fields)
      throws IOException {
    if (Files.isRegularFile(input)) {
      if (wanted == InputKind.DOCUMENTS || wanted == InputKind.PICTURES) {
        throw bad(
            input, "expected a folder of " + wanted.text() + ", found a file", "Name its folder");
      }
      return new PaperInput(input, fields);
    }
    if (!Files.isDirectory(input)) {
      throw bad(input, "there is no such file or folder", "Check --input");
    }
    if (wanted == InputKind.PAPERS) {
      throw bad(input, "expected an arXiv snapshot (JSONL), found a folder", "Name the file");
    }
    FolderListing listing = FolderListing.of(input.toAbsolutePath().normalize());
    return new FolderInput(listing, wanted == null ? kind(listing) : wanted);
  }

  private static InputKind kind(FolderListing listing) throws BadInputException {
    int files = listing.paths().size();
    int lookedAt = Math.min(files, LOOKED_AT);
    int documents = 0;
    int pictures = 0;
    for (int i = 0; i < lookedAt; i++) {
      ContentType type = contentType(listing.file((int) ((long) i * files / lookedAt)));
      documents += type.isDocument() ? 1 : 0;
      pictures += type == ContentType.PICTURE ? 1 : 0;
    }
    if (Math.min(documents, pictures) * STRAYS > documents + pictures) {
      throw bad(
          listing.folder(),
          String.format(
              Locale.ROOT,
              "expected either documents or pictures, found %,d and %,d among %,d files",
              documents,
              pictures,
              lookedAt),
          "Say which to embed with --kind documents or --kind pictures; the others are left out");
    }
    if (documents == 0 && pictures == 0) {
      throw bad(
          listing.folder(),
          String.format(
              Locale.ROOT, "expected documents or pictures, found none in %,d files", lookedAt),
          "Check --input; hidden files are left out");
    }
    return documents > pictures ? InputKind.DOCUMENTS : InputKind.PICTURES;
  }

  /** A file that cannot be read tells nothing here, and is listed later. */
  private static ContentType contentType(Path file) {
    try {
      return ContentType.of(file);
    } catch (IOException e) {
      return ContentType.BINARY;
    }
  }

  private static BadInputException bad(Path input, String problem, String advice) {
    return new BadInputException(input.toString(), problem, advice);
  }
}
