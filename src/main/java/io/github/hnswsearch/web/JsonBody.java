package io.github.hnswsearch.web;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.hnswsearch.record.ParserMessage;
import io.github.hnswsearch.search.InvalidRequestException;
import java.io.CharConversionException;
import java.io.IOException;

/** Parses the JSON object that a request's body is. */
final class JsonBody {
  private static final ObjectReader JSON =
      new ObjectMapper()
          .reader()
          .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonBody() {}

  /**
   * Parses.
   *
   * @param example an object that would do, for the error
   * @throws InvalidRequestException if it is not a JSON object, with line and column
   */
  static JsonNode object(byte[] body, String example) throws IOException {
    JsonNode root = tree(body);
    if (!root.isObject()) {
      throw new InvalidRequestException(
          "body: expected a JSON object such as %s, found %s."
              .formatted(example, BodyObject.describe(root)));
    }
    return root;
  }

  private static JsonNode tree(byte[] body) throws IOException {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String position =
          at == null ? "" : ", line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
      throw new InvalidRequestException(
          "body%s: expected JSON. %s"
              .formatted(position, ParserMessage.plain(e.getOriginalMessage())));
    } catch (CharConversionException e) {
      // Jackson takes some bytes for UTF-32.
      throw new InvalidRequestException("body: expected JSON in UTF-8, found other bytes.");
    }
  }
}
