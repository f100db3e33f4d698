package io.github.hnswsearch.web.page;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import java.io.StringWriter;
import java.nio.file.Path;

/**
 * The HTML templates of a folder, compiled once. Every value is escaped for text and for attributes
 * in double quotes.
 */
final class Templates {
  private final Mustache page;

  Templates(Path folder) {
    page = new DefaultMustacheFactory(folder.toFile()).compile("page.mustache");
  }

  String render(PageView view) {
    StringWriter html = new StringWriter();
    page.execute(html, view);
    return html.toString();
  }
}
