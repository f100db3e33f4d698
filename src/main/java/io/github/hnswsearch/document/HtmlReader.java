package io.github.hnswsearch.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/** The words of an HTML page without scripts, styles and navigation. Nothing is fetched. */
final class HtmlReader implements FormatReader {
  /** A page becomes a tree of some fifty times its size in memory. */
  private static final int MAX_BYTES = 4 << 20;

  private static final int DECLARATION_WITHIN = 4096;
  private static final Pattern DECLARES_CHARACTER_SET =
      Pattern.compile("(?i)charset\\s*=|<\\?xml[^>]+encoding\\s*=");

  private static final String NO_PROSE =
      "script, style, noscript, template, nav, iframe, svg, select, button";

  @Override
  public void read(Path file, DocumentLimits limits, Draft draft) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes((int) Math.min(MAX_BYTES, limits.bytes()));
    }
    boolean cut = Files.size(file) > bytes.length;
    if (cut) {
      draft.noteCut("bytes", bytes.length);
    }
    // No base address: links stay as they are.
    Document page = Jsoup.parse(new ByteArrayInputStream(bytes), characterSet(bytes, cut), "");
    draft.title(page.title());
    page.select(NO_PROSE).remove();
    Words words = new Words(draft.text());
    prose(page).filter(words);
    words.rethrow();
  }

  /** What a page calls its main part, else all of it. */
  private static Element prose(Document page) {
    Element main = page.selectFirst("main, [role=main]");
    return main != null && main.hasText() ? main : page.body();
  }

  /** Null where the page says it itself. */
  private static @Nullable String characterSet(byte[] page, boolean cut) {
    String start =
        new String(page, 0, Math.min(page.length, DECLARATION_WITHIN), StandardCharsets.ISO_8859_1);
    return CharacterSets.byteOrderMark(page) != null || DECLARES_CHARACTER_SET.matcher(start).find()
        ? null
        : CharacterSets.detect(page, cut).name();
  }

  /** Text as a reader sees it: a line for each block, white space as written in between. */
  private static final class Words implements NodeFilter {
    private final TextCollector text;
    private @Nullable IOException failure;

    Words(TextCollector text) {
      this.text = text;
    }

    @Override
    public FilterResult head(Node node, int depth) {
      return node instanceof TextNode words ? write(words.getWholeText()) : breakLine(node);
    }

    @Override
    public FilterResult tail(Node node, int depth) {
      return node instanceof TextNode ? FilterResult.CONTINUE : breakLine(node);
    }

    private FilterResult breakLine(Node node) {
      boolean breaks = node instanceof Element e && (e.isBlock() || e.nameIs("br"));
      return breaks ? write("\n") : FilterResult.CONTINUE;
    }

    private FilterResult write(String words) {
      try {
        text.write(words);
        return FilterResult.CONTINUE;
      } catch (IOException e) {
        failure = e;
        return FilterResult.STOP;
      }
    }

    void rethrow() throws IOException {
      if (failure != null) {
        throw failure;
      }
    }
  }
}
