package io.github.hnswsearch.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What {@code --json} prints. */
final class Json {
  private static final ObjectWriter WRITER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writer();

  private Json() {}

  static void print(Object value) {
    System.out.println(text(value));
  }

  /** The same without a line feed at its end. */
  static String text(Object value) {
    try {
      return WRITER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
