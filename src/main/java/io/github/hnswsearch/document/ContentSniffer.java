package io.github.hnswsearch.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Tells what a file holds by its first bytes. Text, HTML and binary data are told apart by the
 * rules of the WHATWG standard "MIME Sniffing".
 */
final class ContentSniffer {
  private static final int HEAD_BYTES = 8192;

  /** Writers may put anything before it; readers look so far (PDF Reference 1.7, H.3 note 13). */
  private static final int PDF_HEADER_WITHIN = 1024;

  private static final List<String> MARKDOWN_ENDINGS =
      List.of(".md", ".markdown", ".mdown", ".mkd");

  /** Atomic groups: without them a page of comments takes exponential time. */
  private static final Pattern HTML_DOCUMENT =
      Pattern.compile(
          "\\s*+(?><\\?xml[^>]*>\\s*+)?+(?><!--.*?-->\\s*+)*+<(?:!doctype html|html)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern HTML_FRAGMENT =
      Pattern.compile(
          "\\s*+<(?:(?:head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[\\s>]|!--)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern XML = Pattern.compile("\\s*+<\\?xml\\s");

  private ContentSniffer() {}

  static ContentType sniff(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD_BYTES);
    }
    if (head.length == 0) {
      return ContentType.EMPTY;
    }
    String latin1 = new String(head, StandardCharsets.ISO_8859_1);
    int pdf = latin1.indexOf("%PDF-");
    if (pdf >= 0 && pdf < PDF_HEADER_WITHIN) {
      return ContentType.PDF;
    }
    if (latin1.startsWith("PK\u0003\u0004") || latin1.startsWith("PK\u0005\u0006")) {
      return isWordDocument(file) ? ContentType.DOCX : ContentType.ZIP;
    }
    if (latin1.startsWith("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")) {
      return ContentType.COMPOUND_FILE;
    }
    if (isPicture(latin1)) {
      return ContentType.PICTURE;
    }
    Charset marked = CharacterSets.byteOrderMark(head);
    if (marked == null && hasBinaryData(head)) {
      return ContentType.BINARY;
    }
    String start = marked == null ? latin1 : new String(head, marked).replace("\ufeff", "");
    return text(start, file.getFileName().toString().toLowerCase(Locale.ROOT));
  }

  private static ContentType text(String start, String name) {
    if (start.startsWith("{\\rtf")) {
      return ContentType.RTF;
    }
    if (start.startsWith("%!PS")) {
      return ContentType.POSTSCRIPT;
    }
    if (HTML_DOCUMENT.matcher(start).lookingAt()) {
      return ContentType.HTML;
    }
    if (MARKDOWN_ENDINGS.stream().anyMatch(name::endsWith)) {
      return ContentType.MARKDOWN;
    }
    if (XML.matcher(start).lookingAt()) {
      return ContentType.XML;
    }
    return HTML_FRAGMENT.matcher(start).lookingAt() ? ContentType.HTML : ContentType.TEXT;
  }

  private static boolean isWordDocument(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getEntry(DocxReader.MAIN_PART) != null;
    } catch (ZipException e) {
      return false;
    }
  }

  private static boolean isPicture(String head) {
    return head.startsWith("\u00ff\u00d8\u00ff") // JPEG
        || head.startsWith("\u0089PNG\r\n\u001a\n")
        || head.startsWith("GIF87a")
        || head.startsWith("GIF89a")
        || head.startsWith("II*\0") // TIFF
        || head.startsWith("MM\0*")
        || (head.startsWith("BM") && head.startsWith("\0\0\0\0", 6))
        || (head.startsWith("RIFF") && head.startsWith("WEBP", 8))
        || isHeif(head);
  }

  private static boolean isHeif(String head) {
    return head.startsWith("ftyp", 4)
        && List.of("heic", "heix", "mif1", "avif").stream().anyMatch(b -> head.startsWith(b, 8));
  }

  /** A "binary data byte" of the standard: a control character that no text has. */
  private static boolean hasBinaryData(byte[] head) {
    for (byte b : head) {
      if (b >= 0 && b <= 0x1f && (b <= 0x08 || b == 0x0b || (b >= 0x0e && b != 0x1b))) {
        return true;
      }
    }
    return false;
  }
}
