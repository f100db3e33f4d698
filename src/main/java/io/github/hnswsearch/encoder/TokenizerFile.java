package io.github.hnswsearch.encoder;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.hnswsearch.record.Abbreviated;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.ParserMessage;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that a {@code tokenizer.json} is JSON as the library that loads it reads it. That one
 * is native code which ends the whole program, with a trace of its own, where it meets an error
 * inside a part of the file that it takes for sound.
 */
final class TokenizerFile {
  /** The library's is 128 levels. */
  private static final int MAX_DEPTH = 100;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private TokenizerFile() {}

  /**
   * Reads a file to its end.
   *
   * @throws BadInputException if it is no JSON object, saying where
   */
  static void requireJson(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file);
        JsonParser parser = JSON.createParser(content)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw bad(file, "no JSON object", null);
      }
      int depth = 1;
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        if (token == null) {
          throw bad(file, "its end within an object", null);
        } else if (token.isStructStart()) {
          depth++;
        } else if (token.isStructEnd()) {
          depth--;
        } else {
          requireValue(file, parser, token);
        }
      }
      if (parser.nextToken() != null) {
        throw bad(file, "more after the JSON object", null);
      }
    } catch (JacksonException e) {
      String problem = ParserMessage.plain(e.getOriginalMessage());
      // What is nested too deep has no place.
      String place = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
      throw bad(file, place + Abbreviated.text(problem), e);
    } catch (CharConversionException e) {
      // What begins like UTF-32, and is not.
      throw bad(file, Abbreviated.text(String.valueOf(e.getMessage())), e);
    }
  }

  private static void requireValue(Path file, JsonParser parser, JsonToken token)
      throws IOException {
    if (token.isNumeric() && !Double.isFinite(Double.parseDouble(parser.getText()))) {
      throw bad(file, "a number out of range", null);
    }
    boolean text = token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING;
    if (text && !StandardCharsets.UTF_8.newEncoder().canEncode(parser.getText())) {
      throw bad(file, "half a surrogate pair in a text", null);
    }
  }

  private static BadInputException bad(Path file, String found, @Nullable Exception cause)
      throws IOException {
    return new BadInputException(
        file.toString(),
        "expected a Hugging Face tokenizer.json of %d bytes that can be read, found: %s"
            .formatted(Files.size(file), found),
        "Fetch the tokenizer again",
        cause);
  }
}
