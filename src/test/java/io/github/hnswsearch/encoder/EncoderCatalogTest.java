package io.github.hnswsearch.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.picture.Resampling;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EncoderCatalogTest {
  private static final String DUAL =
      """
      dimension: 8
      licence: MIT
      text:
        model: text.pt
        tokenizer: tokenizer.json
        max_tokens: 16
      image:
        model: image.pt
        size: 32
        mean: [0.5, 0.4, 0.3]
        std: [0.2, 0.2, 0.2]
      """;

  @TempDir private Path folder;
  private EncoderCatalog catalog;

  @BeforeEach
  void twoEncoders() throws IOException {
    for (String name : List.of("small", "large")) {
      write(name, DUAL);
      files(folder, name);
    }
    catalog = new EncoderCatalog(List.of(folder));
  }

  private static void files(Path folder, String name) throws IOException {
    Path files = Files.createDirectories(folder.resolve(name));
    for (String file : List.of("text.pt", "image.pt", "tokenizer.json")) {
      Files.writeString(files.resolve(file), file);
    }
  }

  private void write(String name, String yaml) throws IOException {
    Files.writeString(folder.resolve(name + ".yaml"), yaml);
  }

  private void writeBroken(String yaml) throws IOException {
    write("broken", yaml);
    files(folder, "broken");
  }

  @Test
  void theBundledEncoderIsDescribed() throws IOException {
    EncoderDescription bundled =
        new EncoderCatalog(List.of(BundledEncoder.MODELS)).describe(BundledEncoder.NAME);

    assertThat(bundled.dimension()).isEqualTo(BundledEncoder.DIMENSION);
    assertThat(bundled.text().model()).isEqualTo(BundledEncoder.MODEL);
    assertThat(bundled.text().tokenizer()).isEqualTo(BundledEncoder.TOKENIZER);
    assertThat(bundled.image()).isNull();
  }

  @Test
  void everyDescriptionOfTheProgramCanBeRead() throws IOException {
    EncoderCatalog program = new EncoderCatalog(List.of(BundledEncoder.MODELS));

    for (String name : program.names()) {
      assertThat(program.summary(name).licence()).as(name).isNotBlank();
    }
  }

  @Test
  void whatADescriptionLeavesOutHasTheUsualValue() throws IOException {
    EncoderDescription small = catalog.describe("small");

    assertThat(small.engine()).isEqualTo(EncoderEngine.PYTORCH);
    assertThat(small.checkpoint()).isNull();
    assertThat(small.text())
        .isEqualTo(
            new EncoderDescription.TextTower(
                folder.resolve("small/text.pt"),
                "forward",
                List.of(TokenInput.INPUT_IDS, TokenInput.ATTENTION_MASK),
                Pooling.NONE,
                folder.resolve("small/tokenizer.json"),
                16,
                10_000,
                0));
    assertThat(small.image().model()).isEqualTo(folder.resolve("small/image.pt"));
    assertThat(small.image().input()).isEqualTo("pixel_values");
    assertThat(small.image().preprocessing().resampling()).isEqualTo(Resampling.BICUBIC);
  }

  @Test
  void everyKeyIsRead() throws IOException {
    write(
        "small",
        """
        dimension: 8
        licence: MIT
        checkpoint: someone/weights
        engine: onnxruntime
        text:
          model: text.pt
          method: get_text_features
          inputs: [input_ids, attention_mask, token_type_ids]
          pooling: mean
          tokenizer: tokenizer.json
          max_tokens: 16
          max_characters: 99
          pad_id: 49407
        files:
          - {path: text.pt, url: "https://example.org/text.pt", bytes: 7}
        """);

    EncoderDescription small = catalog.describe("small");

    assertThat(small.engine()).isEqualTo(EncoderEngine.ONNXRUNTIME);
    assertThat(small.checkpoint()).isEqualTo("someone/weights");
    assertThat(small.text().method()).isEqualTo("get_text_features");
    assertThat(small.text().inputs()).contains(TokenInput.TOKEN_TYPE_IDS);
    assertThat(small.text().pooling()).isEqualTo(Pooling.MEAN);
    assertThat(small.text().maxCharacters()).isEqualTo(99);
    assertThat(small.text().padId()).isEqualTo(49407);
    assertThat(catalog.summary("small").remote())
        .singleElement()
        .satisfies(file -> assertThat(file.bytes()).hasValue(7));
  }

  @Test
  void filesAreFoundInAnyOfTheFolders(@TempDir Path cache) throws IOException {
    write("pulled", DUAL);
    EncoderCatalog both = new EncoderCatalog(List.of(folder, cache));
    assertThat(both.summary("pulled").complete()).isFalse();

    files(cache, "pulled");

    assertThat(both.summary("pulled").complete()).isTrue();
    assertThat(both.describe("pulled").text().model()).startsWith(cache);
  }

  @Test
  void descriptionsAreFoundInAnyOfTheFoldersTheFirstCounts(@TempDir Path mine) throws IOException {
    Files.writeString(mine.resolve("mine.yaml"), DUAL);
    Files.writeString(mine.resolve("small.yaml"), DUAL.replace("MIT", "Apache-2.0"));
    EncoderCatalog both = new EncoderCatalog(List.of(folder, mine));

    assertThat(both.names()).containsExactly("large", "mine", "small");
    assertThat(both.summary("small").licence()).isEqualTo("MIT");
  }

  @Test
  void aSummaryTellsWhatAnEncoderEmbedsAndWhichFilesItLacks() throws IOException {
    Files.delete(folder.resolve("small/image.pt"));

    EncoderSummary small = catalog.summary("small");

    assertThat(small.embeds()).containsExactly("text", "pictures");
    assertThat(small.complete()).isFalse();
    assertThat(small.files().get("image.pt")).isEmpty();
    assertThat(small.files().get("text.pt")).contains(folder.resolve("small/text.pt"));
  }

  @Test
  void conversionsOfTheSameWeightsAreTheSameEncoderWithOrWithoutTheirFiles() throws IOException {
    write("fp32", "checkpoint: someone/weights\n" + DUAL);
    write("int8", "checkpoint: someone/weights\n" + DUAL);

    assertThat(catalog.identity("fp32").orElseThrow().fingerprint())
        .isEqualTo(catalog.identity("int8").orElseThrow().fingerprint());
  }

  @Test
  void withoutACheckpointTheFilesAreTheIdentity() throws IOException {
    String before = catalog.identity("small").orElseThrow().fingerprint();
    assertThat(catalog.identity("large").orElseThrow().fingerprint()).isEqualTo(before);

    Files.writeString(folder.resolve("small/image.pt"), "other");
    assertThat(catalog.identity("small").orElseThrow().fingerprint()).isNotEqualTo(before);

    Files.delete(folder.resolve("small/image.pt"));
    assertThat(catalog.identity("small")).isEmpty();
    assertThat(catalog.identity("unknown")).isEmpty();
  }

  @Test
  void namesAreSorted() throws IOException {
    assertThat(catalog.names()).containsExactly("large", "small");
  }

  @Test
  void aMissingFolderHoldsNoEncoders() throws IOException {
    EncoderCatalog nowhere = new EncoderCatalog(List.of(folder.resolve("nowhere")));

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
  @ValueSource(strings = {"text.pt", "image.pt", "tokenizer.json"})
  void aMissingFileIsNamed(String file) throws IOException {
    Files.delete(folder.resolve("small").resolve(file));

    assertThatThrownBy(() -> catalog.describe("small"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("small.yaml", file, folder.resolve("small").toString());
  }

  @Test
  void aMissingFileThatCanBeFetchedIsMissingWithTheCommandThatFetchesIt() throws IOException {
    write("remote", DUAL + "files:\n  - {path: text.pt, url: 'https://example.org/text.pt'}\n");

    assertThatThrownBy(() -> catalog.describe("remote"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("./hnsw-search models pull remote");
  }

  @Test
  void anEncoderThatEmbedsNothingIsRefused() throws IOException {
    writeBroken("dimension: 8\nlicence: MIT\n");

    assertThatThrownBy(() -> catalog.describe("broken"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("text:, image: or both");
  }

  @Test
  void aRemoteFileOutsideTheEncodersFolderIsRefused() throws IOException {
    writeBroken(DUAL + "files:\n  - {path: ../text.pt, url: 'https://example.org/text.pt'}\n");

    assertThatThrownBy(() -> catalog.describe("broken"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("broken.yaml", "../text.pt");
  }

  @Test
  void brokenYamlIsRefusedWithItsLine() throws IOException {
    writeBroken(DUAL + "extra: [1, 2\n");

    assertThatThrownBy(() -> catalog.describe("broken"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("broken.yaml, line ", "column ");
  }

  @Test
  void anUnknownKeyIsRefusedWithItsLine() throws IOException {
    writeBroken(DUAL + "colour: red\n");

    assertThatThrownBy(() -> catalog.describe("broken"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("broken.yaml, line 13", "colour");
  }

  @ParameterizedTest
  @ValueSource(strings = {"engine: tensorflow", "engine: [1]", "checkpoint: {a: b}"})
  void aValueThatMeansNothingIsRefused(String line) throws IOException {
    writeBroken(DUAL + line + "\n");

    assertThatThrownBy(() -> catalog.describe("broken"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("broken.yaml, line 12");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dimension", "licence", "model", "tokenizer", "max_tokens", "size", "std"})
  void aKeyThatIsNeededIsRequiredWithAValue(String key) throws IOException {
    writeBroken(DUAL.replaceFirst("(?m)^( *)" + key + ":.*\n", ""));
    assertThatThrownBy(() -> catalog.describe("broken"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("broken.yaml", key);

    writeBroken(DUAL.replaceFirst("(?m)^( *)" + key + ":.*\n", "$1" + key + ":\n"));
    assertThatThrownBy(() -> catalog.describe("broken"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("broken.yaml", key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dimension", "max_tokens", "size"})
  void aNumberBelowOneIsRefused(String key) throws IOException {
    writeBroken(DUAL.replaceFirst("(?m)^( *)" + key + ":.*\n", "$1" + key + ": 0\n"));

    assertThatThrownBy(() -> catalog.describe("broken"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("broken.yaml", key);
  }

  @Test
  void aColourWithoutThreeNumbersIsRefused() throws IOException {
    writeBroken(DUAL.replace("[0.5, 0.4, 0.3]", "[0.5, 0.4]"));

    assertThatThrownBy(() -> catalog.describe("broken"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("broken.yaml", "image.mean", "found 2");
  }

  @ParameterizedTest
  @CsvSource({
    "(?m)^( *)size:.*, $1size: 2049, a size from 1 to 2048 pixels",
    "'0\\.4, 0\\.3', '1e99, 0.3', finite means",
    "(?m)^( *)std:.*, '$1std: [0.5, 0, 0.5]', standard deviations above 0"
  })
  void aPictureThatNoModelTakesIsRefused(String sound, String broken, String expected)
      throws IOException {
    writeBroken(DUAL.replaceFirst(sound, broken));

    assertThatThrownBy(() -> catalog.describe("broken"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("broken.yaml", "image", expected);
  }

  @Test
  void anUnknownInputOfAModelIsRefused() throws IOException {
    writeBroken(DUAL.replace("text:\n", "text:\n  inputs: [tokens]\n"));

    assertThatThrownBy(() -> catalog.describe("broken"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("broken.yaml", "tokens", "input_ids");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "---\n", "null\n", "# nothing\n"})
  void anEmptyDescriptionIsRefused(String yaml) throws IOException {
    writeBroken(yaml);

    assertThatThrownBy(() -> catalog.describe("broken"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("broken.yaml");
  }
}
