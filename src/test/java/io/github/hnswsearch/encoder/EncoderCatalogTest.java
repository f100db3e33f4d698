package io.github.hnswsearch.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EncoderCatalogTest {
  @TempDir private Path folder;
  private EncoderCatalog catalog;

  @BeforeEach
  void twoEncoders() throws IOException {
    Files.writeString(folder.resolve("model.pt"), "model");
    Files.writeString(folder.resolve("tokenizer.json"), "{}");
    write("small", "");
    write("large", "");
    catalog = new EncoderCatalog(folder);
  }

  private void write(String name, String more) throws IOException {
    Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        dimension: 8
        model: model.pt
        tokenizer: tokenizer.json
        max_tokens: 16
        max_characters: 100
        licence: MIT
        """
            + more);
  }

  @Test
  void theBundledEncoderIsDescribed() throws IOException {
    EncoderDescription bundled =
        new EncoderCatalog(BundledEncoder.MODELS).describe(BundledEncoder.NAME);

    assertThat(bundled.dimension()).isEqualTo(BundledEncoder.DIMENSION);
    assertThat(bundled.model()).isEqualTo(BundledEncoder.MODEL);
    assertThat(bundled.tokenizer()).isEqualTo(BundledEncoder.TOKENIZER);
  }

  @Test
  void filesAreFoundBesideTheDescription() throws IOException {
    assertThat(catalog.describe("small"))
        .isEqualTo(
            new EncoderDescription(
                "small", 8, folder.resolve("model.pt"), folder.resolve("tokenizer.json"), 16, 100));
  }

  @Test
  void namesAreSorted() throws IOException {
    assertThat(catalog.names()).containsExactly("large", "small");
  }

  @Test
  void aMissingFolderHoldsNoEncoders() throws IOException {
    EncoderCatalog nowhere = new EncoderCatalog(folder.resolve("nowhere"));

    assertThat(nowhere.names()).isEmpty();
    assertThatThrownBy(() -> nowhere.describe("small"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("none at all");
  }

  @Test
  void anUnknownNameListsTheKnownOnes() {
    assertThatThrownBy(() -> catalog.describe("medium"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(folder.toString(), "\"medium\"", "large, small", "medium.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "../small", "sub/small", "/etc/passwd", ".hidden", "sm all", "a\0b"})
  void aNameThatIsNoPlainFileNameIsRefused(String name) {
    assertThatThrownBy(() -> catalog.describe(name))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("large, small");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.pt", "tokenizer.json"})
  void aMissingFileIsNamed(String file) throws IOException {
    Files.delete(folder.resolve(file));

    assertThatThrownBy(() -> catalog.describe("small"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("small.yaml", folder.resolve(file).toString());
  }

  @Test
  void brokenYamlIsRefusedWithItsLine() throws IOException {
    write("broken", "extra: [1, 2\n");

    assertThatThrownBy(() -> catalog.describe("broken"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("broken.yaml, line ", "column ");
  }

  @Test
  void anUnknownKeyIsRefusedWithItsLine() throws IOException {
    write("broken", "pooling: mean\n");

    assertThatThrownBy(() -> catalog.describe("broken"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("broken.yaml, line 7", "pooling");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dimension", "model", "tokenizer", "max_tokens", "max_characters", "licence"})
  void everyKeyIsRequired(String key) throws IOException {
    String whole = Files.readString(folder.resolve("small.yaml"));
    Files.writeString(folder.resolve("broken.yaml"), whole.replaceAll("(?m)^" + key + ":.*\n", ""));

    assertThatThrownBy(() -> catalog.describe("broken"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("broken.yaml", key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dimension", "model", "tokenizer", "max_tokens", "max_characters", "licence"})
  void aKeyWithoutAValueIsRefused(String key) throws IOException {
    String whole = Files.readString(folder.resolve("small.yaml"));
    Files.writeString(
        folder.resolve("broken.yaml"), whole.replaceAll("(?m)^" + key + ":.*\n", key + ":\n"));

    assertThatThrownBy(() -> catalog.describe("broken"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("broken.yaml", key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dimension", "max_tokens", "max_characters"})
  void aNumberBelowOneIsRefused(String key) throws IOException {
    String whole = Files.readString(folder.resolve("small.yaml"));
    Files.writeString(
        folder.resolve("broken.yaml"), whole.replaceAll("(?m)^" + key + ":.*\n", key + ": 0\n"));

    assertThatThrownBy(() -> catalog.describe("broken"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("broken.yaml", key);
  }

  @Test
  void anEmptyDescriptionIsRefused() throws IOException {
    Files.writeString(folder.resolve("broken.yaml"), "");

    assertThatThrownBy(() -> catalog.describe("broken"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("broken.yaml");
  }
}
