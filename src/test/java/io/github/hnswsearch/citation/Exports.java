package io.github.hnswsearch.citation;

import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.RankedDocument;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Items to export, and texts that nobody wishes to find in them. */
final class Exports {
  static final List<String> FIELDS =
      List.of("title", "author", "abstract", "category", "year", "date", "doi", "journal");

  private Exports() {}

  static String write(ExportFormat format, Document... documents) {
    return write(format, List.of(documents));
  }

  /** Every other item, the first included, has a similarity: 0.5. All have the score 0.25. */
  static String write(ExportFormat format, List<Document> documents) {
    StringWriter out = new StringWriter();
    try {
      ItemWriter writer = format.writer(out, FIELDS);
      int rank = 1;
      for (Document document : documents) {
        writer.write(new RankedDocument(rank++, rank % 2 == 0 ? 0.5 : null, 0.25, document));
      }
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
    return out.toString();
  }

  /** A paper with the given fields, names and values in turn. */
  static Document paper(String url, Object... fields) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      values.put((String) fields[i], fields[i + 1]);
    }
    return new Document("1706.03762", url, values);
  }

  static Document titled(String title) {
    return paper("https://arxiv.org/abs/1706.03762", "title", title, "year", 2017L);
  }

  /** Papers whose texts are made of whatever a format could stumble over. */
  static Arbitrary<Document> hostilePapers() {
    Arbitrary<String> text = hostileTexts();
    return text.list()
        .ofSize(6)
        .flatMap(
            texts ->
                text.list()
                    .ofMaxSize(4)
                    .map(
                        authors ->
                            new Document(
                                texts.get(0),
                                texts.get(1),
                                Map.of(
                                    "title", texts.get(2),
                                    "author", new ArrayList<>(authors),
                                    "abstract", texts.get(3),
                                    "journal", texts.get(4),
                                    "category", List.of(texts.get(5)),
                                    "doi", texts.get(5),
                                    "year", texts.get(4),
                                    "date", texts.get(3)))));
  }

  static Arbitrary<String> hostileTexts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            Stream.of(
                    "{",
                    "}",
                    "\\",
                    "$",
                    "$$",
                    "%",
                    "#",
                    "&",
                    "_",
                    "^",
                    "~",
                    "@",
                    "@article{x,",
                    "\"",
                    "'",
                    ",",
                    ";",
                    "=",
                    "+",
                    "-",
                    " and ",
                    "and",
                    "others",
                    "\n",
                    "\r\n",
                    "\r",
                    "\t",
                    "\0",
                    "\u2028",
                    "\u0085",
                    "\u000b",
                    "\u202e",
                    "\u2066",
                    "\ufeff",
                    "\ud83d",
                    "\udc31",
                    "\ud83d\udc31",
                    "ER  - ",
                    "\nER  - \nTY  - JOUR\n",
                    "TY  - ",
                    "\\{",
                    "\\}",
                    "\\alpha",
                    "\\'e",
                    "{\\\"o}",
                    "$x_1$",
                    "=1+1",
                    "@SUM(A1)",
                    "=cmd|' /C'!A0",
                    "<script>",
                    "javascript:",
                    "http://a.b/",
                    "10.1000/x",
                    "BERT",
                    "van",
                    "der",
                    "Jr.",
                    "É",
                    "ß",
                    "中文",
                    "a",
                    "Z",
                    "7",
                    " ",
                    "\\\\",
                    "\\ ",
                    "\u00a0")
                .toList());
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, pieces),
            net.jqwik.api.Tuple.of(1, Arbitraries.strings().all().ofMaxLength(8)))
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }
}
