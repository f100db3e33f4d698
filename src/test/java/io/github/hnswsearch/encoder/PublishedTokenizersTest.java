package io.github.hnswsearch.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.encoder.EncoderDescription.TextTower;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The published tokenizers of CLIP and RoBERTa against the ids of their own libraries. They are no
 * part of this project: {@code -Dtokenizers=DIR} names a folder that holds {@code clip/} and {@code
 * roberta/}, each with {@code tokenizer.json} and {@code golden.jsonl} (text, ids).
 */
@EnabledIfSystemProperty(named = "tokenizers", matches = ".+")
final class PublishedTokenizersTest {
  private static final Logger LOG = System.getLogger(PublishedTokenizersTest.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A line of the golden file; the name of its case says what is odd about it. */
  record Golden(String text, long[] ids) {}

  @ParameterizedTest
  @ValueSource(strings = {"clip", "roberta"})
  void tokenIdsAreThoseOfTheirOwnLibraries(String name) throws IOException {
    List<Golden> golden = golden(name);
    assertThat(golden).isNotEmpty();
    try (Tokenizer tokenizer = new Tokenizer(tower(name, 512))) {
      for (Golden line : golden) {
        assertThat(tokenizer.tokens(line.text()).ids()).as(line.text()).isEqualTo(line.ids());
      }
    }
    LOG.log(Level.INFO, "{0}: {1} of {1} texts agree", name, golden.size());
  }

  @ParameterizedTest
  @CsvSource({"clip, 77", "clip, 5", "roberta, 6"})
  void anOverlongTextKeepsItsFirstTokensAndItsEnd(String name, int maxTokens) throws IOException {
    try (Tokenizer tokenizer = new Tokenizer(tower(name, maxTokens))) {
      for (Golden line : golden(name)) {
        long[] expected = Arrays.copyOf(line.ids(), Math.min(maxTokens, line.ids().length));
        expected[expected.length - 1] = line.ids()[line.ids().length - 1];

        Tokens tokens = tokenizer.tokens(line.text());

        assertThat(tokens.ids()).as(line.text()).isEqualTo(expected);
        assertThat(tokens.cut()).as(line.text()).isEqualTo(line.ids().length > maxTokens);
      }
    }
  }

  private static Path folder(String name) {
    return Path.of(System.getProperty("tokenizers")).resolve(name);
  }

  private static TextTower tower(String name, int maxTokens) {
    return new TextTower(
        folder(name).resolve("model"),
        "forward",
        List.of(TokenInput.INPUT_IDS),
        Pooling.NONE,
        folder(name).resolve("tokenizer.json"),
        maxTokens,
        10_000,
        0);
  }

  private static List<Golden> golden(String name) throws IOException {
    List<Golden> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder(name).resolve("golden.jsonl"))) {
      lines.add(
          new Golden(
              JSON.readTree(line).get("text").asText(),
              JSON.convertValue(JSON.readTree(line).get("ids"), long[].class)));
    }
    return lines;
  }
}
