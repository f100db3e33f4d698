package io.github.hnswsearch.citation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A paper of arXiv by its identifier of either style, without version: {@code 1706.03762} or {@code
 * hep-th/9901001}.
 */
record ArxivPaper(String id) {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "https?://(?:[a-z]+\\.)?arxiv\\.org/(?:abs|pdf|html)/"
              + "(?<id>\\d{4}\\.\\d{4,5}|[a-z-]+(?:\\.[A-Z]{2})?/\\d{7})(?:v\\d+)?(?:\\.pdf)?/?");

  /** The paper behind the address of an abstract, a PDF or an HTML page. */
  static Optional<ArxivPaper> at(String url) {
    Matcher address = ADDRESS.matcher(url.strip());
    return address.matches() ? Optional.of(new ArxivPaper(address.group("id"))) : Optional.empty();
  }

  String url() {
    return "https://arxiv.org/abs/" + id;
  }
}
