package io.github.hnswsearch.lucene;

import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.search.CollectionReader.WordFinder;
import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.Explanation.Clause;
import java.io.IOException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.search.uhighlight.WholeBreakIterator;
import org.jspecify.annotations.Nullable;

/** The words of one keyword query in the documents that it finds. */
final class QueryWords implements WordFinder {
  /** Texts up to this length are shown whole, as titles and names are. */
  private static final int WHOLE_CHARACTERS = 300;

  private static final int MAX_PASSAGES = 3;

  /** What is marked of a text; beyond that a document is a book. */
  private static final int MAX_CHARACTERS = 100_000;

  private final Schema schema;
  private final Query query;
  private final UnifiedHighlighter whole;
  private final UnifiedHighlighter passages;
  private final IndexSearcher searcher;
  private @Nullable QueryClauses clauses;

  QueryWords(Schema schema, Analyzer analyzer, IndexSearcher searcher, Query query) {
    this.schema = schema;
    this.searcher = searcher;
    this.query = query;
    this.whole =
        UnifiedHighlighter.builderWithoutSearcher(analyzer)
            .withBreakIterator(WholeBreakIterator::new)
            .withMaxLength(MAX_CHARACTERS)
            .withMaxNoHighlightPassages(0)
            .withFormatter(new MarkedPassages())
            .build();
    this.passages =
        UnifiedHighlighter.builderWithoutSearcher(analyzer)
            .withBreakIterator(() -> BreakIterator.getSentenceInstance(Locale.ROOT))
            .withMaxLength(MAX_CHARACTERS)
            .withMaxNoHighlightPassages(0)
            .withFormatter(new MarkedPassages())
            .build();
  }

  @Override
  public Map<String, List<String>> highlights(Document document) throws IOException {
    Map<String, List<String>> highlights = new LinkedHashMap<>();
    for (String field : schema.names(FieldType.TEXT, FieldType.NAME)) {
      List<String> marked = new ArrayList<>();
      for (String value : values(document.fields().get(field))) {
        marked.addAll(marked(field, value));
      }
      if (!marked.isEmpty()) {
        highlights.put(field, marked);
      }
    }
    return highlights;
  }

  private List<String> marked(String field, String text) throws IOException {
    boolean isShort = text.length() <= WHOLE_CHARACTERS;
    Object marked =
        isShort
            ? whole.highlightWithoutSearcher(field, query, text, 1)
            : passages.highlightWithoutSearcher(field, query, text, MAX_PASSAGES);
    return marked instanceof MarkedPassages.Marked found ? found.passages() : List.of();
  }

  private static List<String> values(Object value) {
    return switch (value) {
      case null -> List.of();
      case List<?> list -> list.stream().map(String::valueOf).toList();
      default -> List.of(value.toString());
    };
  }

  @Override
  public List<Clause> clauses(int item) throws IOException {
    QueryClauses scored = clauses;
    if (scored == null) {
      // Highlights alone need none.
      scored = new QueryClauses(searcher, query);
      clauses = scored;
    }
    return scored.of(item);
  }
}
