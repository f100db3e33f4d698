package io.github.hnswsearch.document;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/** PDF, page by page; a page that cannot be read is left out. */
final class PdfReader implements FormatReader {
  /** What programs write into the title when nobody gave one. */
  private static final Pattern NO_TITLE =
      Pattern.compile(
          "(?i)untitled.*|no title|microsoft (?:word|powerpoint) - .*|.*\\.(?:docx?|dvi|tex|pdf|indd)");

  private static final Pattern HYPHENATED = Pattern.compile("(\\p{Ll})[-\\u00ad]\\R(\\p{Ll})");
  private static final Pattern LIGATURE = Pattern.compile("[\\ufb00-\\ufb06]");

  private static final String FONT_CACHE = "pdfbox.fontcache";

  static {
    // The list of the system's fonts goes there; by default it goes to the user's home.
    if (System.getProperty(FONT_CACHE) == null) {
      System.setProperty(FONT_CACHE, System.getProperty("java.io.tmpdir"));
    }
  }

  @Override
  public void read(Path file, DocumentLimits limits, Draft draft) throws IOException {
    try (PDDocument document =
        Loader.loadPDF(file.toFile(), IOUtils.createTempFileOnlyStreamCache())) {
      draft.title(title(document));
      int pages = Math.min(document.getNumberOfPages(), limits.pages());
      if (pages < document.getNumberOfPages()) {
        draft.noteCut("pages", pages);
      }
      readPages(file, document, pages, limits, draft);
    } catch (InvalidPasswordException e) {
      throw new UnreadableDocumentException(
          file.toString(),
          DocumentFault.ENCRYPTED,
          "expected a PDF that opens without a password, found one that needs it",
          "Save a copy without the password",
          e);
    }
  }

  private static void readPages(
      Path file, PDDocument document, int pages, DocumentLimits limits, Draft draft)
      throws IOException {
    PdfStripper stripper = new PdfStripper(file, limits);
    int unreadable = 0;
    IOException last = null;
    for (int page = 1; page <= pages; page++) {
      stripper.setStartPage(page);
      stripper.setEndPage(page);
      TextCollector words = new TextCollector(limits.characters());
      try {
        stripper.writeText(document, words);
      } catch (TextCollector.FullException e) {
        draft.text().write(joined(words.toString()));
        throw e;
      } catch (InterruptedIOException | UnreadableDocumentException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        unreadable++;
        last = e instanceof IOException io ? io : new IOException(e);
      }
      draft.text().write(joined(words.toString()));
      draft.text().write("\n");
    }
    if (unreadable == pages && last != null) {
      throw last;
    }
    if (unreadable > 0) {
      draft.note(String.format(Locale.ROOT, "%,d pages could not be read", unreadable));
    }
  }

  private static @Nullable String title(PDDocument document) {
    String title = document.getDocumentInformation().getTitle();
    return title == null || NO_TITLE.matcher(title.strip()).matches() ? null : title;
  }

  /** Words that the end of a line split, and letters that were joined for print. */
  private static String joined(String text) {
    String words = HYPHENATED.matcher(text).replaceAll("$1$2");
    return LIGATURE.matcher(words).replaceAll(PdfReader::letters);
  }

  private static String letters(MatchResult ligature) {
    return Normalizer.normalize(ligature.group(), Normalizer.Form.NFKC);
  }
}
