package io.github.hnswsearch.citation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.search.Document;
import java.io.IOException;
import java.io.Writer;

/** JSON Lines: each item as the documents route answers it, on a line of its own. */
final class JsonLinesWriter implements ItemWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Writer out;

  JsonLinesWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void write(Document document) throws IOException {
    out.write(json(document));
    out.write('\n');
  }

  private static String json(Document document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts cannot be written", e);
    }
  }
}
