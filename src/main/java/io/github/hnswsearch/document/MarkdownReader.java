package io.github.hnswsearch.document;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;
import org.jspecify.annotations.Nullable;

/**
 * Markdown (CommonMark) without its markup. The title is that of the front matter, else the first
 * heading of level 1.
 */
final class MarkdownReader implements FormatReader {
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(YamlFrontMatterExtension.create())).build();

  private static final TextContentRenderer RENDERER =
      TextContentRenderer.builder().lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS).build();

  @Override
  public void read(Path file, DocumentLimits limits, Draft draft) throws IOException {
    Node document = PARSER.parse(PlainTextReader.start(file, limits, draft));
    draft.title(title(document));
    draft.text().write(RENDERER.render(document));
  }

  private static @Nullable String title(Node document) {
    YamlFrontMatterVisitor frontMatter = new YamlFrontMatterVisitor();
    document.accept(frontMatter);
    List<String> titles = frontMatter.getData().get("title");
    if (titles != null && !titles.isEmpty()) {
      return titles.getFirst();
    }
    for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
      if (block instanceof Heading heading && heading.getLevel() == 1) {
        return RENDERER.render(heading);
      }
    }
    return null;
  }
}
