package io.github.hnswsearch.citation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.RankedDocument;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON Lines: each item on a line of its own, as the documents route answers it, with its rank,
 * similarity and score as a search answers them.
 */
final class JsonLinesWriter implements ItemWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The members of a line, in order. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Line(
      int rank,
      String id,
      String url,
      @Nullable Double similarity,
      double score,
      Map<String, Object> fields) {}

  private final Writer out;

  JsonLinesWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void write(RankedDocument item) throws IOException {
    out.write(json(item));
    out.write('\n');
  }

  private static String json(RankedDocument item) {
    Document document = item.document();
    try {
      return JSON.writeValueAsString(
          new Line(
              item.rank(),
              document.id(),
              document.url(),
              item.similarity(),
              item.score(),
              document.fields()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts cannot be written", e);
    }
  }
}
