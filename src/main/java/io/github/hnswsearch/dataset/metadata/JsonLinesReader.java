package io.github.hnswsearch.dataset.metadata;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hnswsearch.record.ParserMessage;
import io.github.hnswsearch.record.Schema;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of JSON Lines, one object a line. */
final class JsonLinesReader implements MetadataReader {
  /** Values, brackets and keys of one record: each takes some hundred bytes of memory. */
  static final int MOST_TOKENS = 500_000;

  private static final ObjectReader JSON =
      new JsonMapper(
              JsonFactory.builder()
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).build())
                  .build())
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final MetadataFile file;
  private final RecordFormat<JsonColumns> format;
  private final MetadataProblems problems;
  private final LineReader lines;

  JsonLinesReader(MetadataFile file, RecordFormat<JsonColumns> format, MetadataProblems problems) {
    this.file = file;
    this.format = format;
    this.problems = problems;
    lines = new LineReader(file.stream(), MetadataFile.LONGEST_RECORD);
  }

  @Override
  public Schema schema() {
    return new Schema(format.fields());
  }

  @Override
  public @Nullable MetadataLine next() throws IOException {
    while (nextLine()) {
      if (lines.isBlank()) {
        continue;
      }
      problems.line();
      long number = lines.number();
      try {
        JsonColumns columns = new JsonColumns(parse());
        List<String> keys = format.keys(columns);
        return new MetadataLine(
            number,
            keys,
            () -> {
              EntryBuilder entry = new EntryBuilder(number, problems);
              format.describe(columns, entry);
              return entry.build();
            });
      } catch (BadLineException e) {
        problems.badLine(number, e.getMessage());
      }
    }
    file.refuseIfAllBad(problems);
    return null;
  }

  private boolean nextLine() throws IOException {
    try {
      return lines.next();
    } catch (IOException e) {
      throw file.unreadable(lines.number(), e);
    }
  }

  private ObjectNode parse() throws BadLineException {
    if (lines.tooLong()) {
      throw new BadLineException("longer than " + MetadataFile.LONGEST_RECORD + " bytes");
    }
    try {
      JsonNode node = JSON.readTree(lines.bytes(), 0, lines.length());
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw new BadLineException("expected a JSON object, found " + node.getNodeType());
    } catch (StreamConstraintsException e) {
      throw new BadLineException("larger than what is read: " + e.getOriginalMessage());
    } catch (IOException e) {
      // The bytes are in memory. Not all of these are Jackson's own: it takes some lines for
      // UTF-32.
      throw new BadLineException("not JSON in UTF-8: " + firstLine(e));
    }
  }

  private static String firstLine(IOException e) {
    return ParserMessage.plain(
        e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
