package io.github.hnswsearch.document;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads documents of any kind within limits. Safe for use by several threads. */
public final class DocumentReader {
  private final DocumentLimits limits;
  private final TimeLimit timeLimit;

  public DocumentReader(DocumentLimits limits) {
    this.limits = limits;
    this.timeLimit = new TimeLimit(limits.time());
  }

  /**
   * The text of a document.
   *
   * @throws UnreadableDocumentException if it gives none, saying why and what to do
   * @throws TooManyHangingException if no further documents can be read
   * @throws IOException if this thread was interrupted
   */
  public DocumentText read(Path file) throws IOException {
    try {
      return timeLimit.call(() -> readNow(file));
    } catch (TimeoutException e) {
      throw fault(
          file,
          DocumentFault.TIMED_OUT,
          "expected to be read within %d s, found that it takes longer"
              .formatted(limits.time().toSeconds()),
          "Split the document or save it anew",
          e);
    } catch (ExecutionException e) {
      throw failure(file, e.getCause());
    }
  }

  private DocumentText readNow(Path file) throws IOException {
    ContentType type = ContentType.of(file);
    Draft draft = new Draft(limits);
    try {
      reader(file, type).read(file, limits, draft);
    } catch (TextCollector.FullException e) {
      draft.noteCut("characters", limits.characters());
    }
    DocumentText document = draft.finished(type);
    if (document.text().codePoints().noneMatch(Character::isLetterOrDigit)) {
      throw fault(
          file,
          DocumentFault.NO_TEXT,
          "expected text, found none in " + type.description(),
          type == ContentType.PDF
              ? "It may be scanned: run text recognition (OCR) on it first"
              : "Check the file",
          null);
    }
    return document;
  }

  private FormatReader reader(Path file, ContentType type) throws IOException {
    if (!type.isDocument()) {
      throw fault(
          file,
          DocumentFault.UNSUPPORTED,
          "expected PDF, DOCX, HTML, Markdown or plain text, found " + type.description(),
          type == ContentType.COMPOUND_FILE ? "Save it as DOCX without a password" : "Leave it out",
          null);
    }
    boolean opened = type == ContentType.PDF || type == ContentType.DOCX;
    if (opened && Files.size(file) > limits.bytes()) {
      throw fault(
          file,
          DocumentFault.TOO_LARGE,
          String.format(
              Locale.ROOT,
              "expected at most %,d bytes, found %,d",
              limits.bytes(),
              Files.size(file)),
          "Split the document",
          null);
    }
    return switch (type) {
      case PDF -> new PdfReader();
      case DOCX -> new DocxReader();
      case HTML -> new HtmlReader();
      case MARKDOWN -> new MarkdownReader();
      default -> new PlainTextReader();
    };
  }

  private static UnreadableDocumentException failure(Path file, Throwable failure) {
    return switch (failure) {
      case UnreadableDocumentException e -> e;
      case NoSuchFileException e ->
          fault(file, DocumentFault.UNREADABLE, "there is no such file", "Check the path", e);
      case AccessDeniedException e ->
          fault(
              file,
              DocumentFault.UNREADABLE,
              "expected permission to read it, found none",
              "Change it",
              e);
      case OutOfMemoryError e ->
          fault(
              file,
              DocumentFault.TOO_LARGE,
              "expected to be read with the memory that Java has, found that it needs more",
              "Split the document, or give Java more memory (-Xmx)",
              e);
      case StackOverflowError e ->
          fault(
              file,
              DocumentFault.DAMAGED,
              "expected a document, found one that is nested too deeply",
              "Save it anew",
              e);
      default ->
          fault(
              file,
              DocumentFault.DAMAGED,
              "expected a document that can be read, found: " + reason(failure),
              "Open it in its own program and save it anew",
              failure);
    };
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }

  private static UnreadableDocumentException fault(
      Path file, DocumentFault fault, String problem, String advice, @Nullable Throwable cause) {
    return new UnreadableDocumentException(file.toString(), fault, problem, advice, cause);
  }
}
