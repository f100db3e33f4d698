package io.github.hnswsearch.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.picture.Picture;
import io.github.hnswsearch.picture.PictureReader;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code importer/models/convert_checkpoint.py} writes, loaded from its description as a user
 * would, against what the checkpoints' weights give in Python. The encoders are tiny and random.
 */
final class ConvertedModelsTest {
  private static final Path MODELS = Path.of("src/test/resources/encoder/models").toAbsolutePath();

  /** Two texts at a time: the shorter is padded. */
  private static final int BATCH = 2;

  private static final EncoderOptions SINGLE =
      new EncoderOptions(2, 8, OptionalInt.of(1), DeviceChoice.CPU);
  private static final EncoderOptions PADDED =
      new EncoderOptions(2, 8, OptionalInt.of(BATCH), DeviceChoice.CPU);

  private static JsonNode expected;
  private static EncoderPool single;
  private static EncoderPool padded;

  @BeforeAll
  static void open() throws IOException {
    EncoderCatalog catalog = new EncoderCatalog(List.of(MODELS));
    expected = new ObjectMapper().readTree(MODELS.resolve("expected.json").toFile());
    single = new EncoderPool(catalog, SINGLE);
    padded = new EncoderPool(catalog, PADDED);
  }

  @AfterAll
  static void close() {
    single.close();
    padded.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny-clip", "tiny-roberta"})
  void tokenIdsAreThoseOfASecondImplementation(String encoder) throws IOException {
    EncoderDescription described = new EncoderCatalog(List.of(MODELS)).describe(encoder);
    try (Tokenizer tokenizer = new Tokenizer(Objects.requireNonNull(described.text()))) {
      for (JsonNode text : texts(encoder)) {
        String content = text.get("text").asText();
        assertThat(tokenizer.tokens(content).ids()).as(content).isEqualTo(ids(text));
      }
    }
  }

  @Test
  void aModelThatPoolsHasTheVectorsOfTheCheckpoint() throws IOException {
    assertVectors("tiny-clip", "vector", single.text("tiny-clip"));
  }

  @Test
  void theMeanOverTheTokensIsThatOfTheCheckpoint() throws IOException {
    assertVectors("tiny-roberta", "mean", single.text("tiny-roberta"));
  }

  @Test
  void theFirstTokenIsThatOfTheCheckpoint(@TempDir Path folder) throws IOException {
    String yaml = Files.readString(MODELS.resolve("tiny-roberta.yaml"));
    Files.writeString(folder.resolve("first.yaml"), yaml.replace("mean", "cls"));
    Files.createSymbolicLink(folder.resolve("first"), MODELS.resolve("tiny-roberta"));
    try (EncoderPool pool = new EncoderPool(new EncoderCatalog(List.of(folder)), SINGLE)) {
      assertVectors("tiny-roberta", "cls", pool.text("first"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny-clip", "tiny-roberta"})
  void aPaddedBatchHasTheVectorsOfItsTextsInTheirOrder(String encoder) throws IOException {
    List<String> texts = texts(encoder).stream().map(text -> text.get("text").asText()).toList();

    List<UnitVector> vectors = padded.text(encoder).encodeAll(texts);

    assertThat(vectors).hasSameSizeAs(texts);
    for (int i = 0; i < texts.size(); i++) {
      assertClose(vectors.get(i), single.text(encoder).encode(texts.get(i)).vector().components());
    }
  }

  @Test
  void anOverlongTextIsCutWithAWarning() throws IOException {
    TextEmbedding embedding = single.text("tiny-clip").encode("boat ".repeat(100));

    assertThat(embedding.warnings())
        .containsExactly(
            "The text is longer than encoder tiny-clip reads: only its first 24 tokens count.");
    assertThat(single.text("tiny-clip").encode("boat").warnings()).isEmpty();
  }

  @Test
  void picturesHaveTheVectorsOfTheCheckpointAloneAndInBatches() throws IOException {
    List<Picture> pictures = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    for (JsonNode picture : expected.get("tiny-clip").get("pictures")) {
      pictures.add(
          new PictureReader()
              .read(MODELS.resolve("pictures").resolve(picture.get("picture").asText())));
      vectors.add(floats(picture.get("vector")));
    }

    List<UnitVector> together = padded.image("tiny-clip").encodeAll(pictures);

    for (int i = 0; i < pictures.size(); i++) {
      assertClose(single.image("tiny-clip").encode(pictures.get(i)), vectors.get(i));
      assertClose(together.get(i), vectors.get(i));
    }
  }

  @Test
  void bothSidesOfAnEncoderAreTheSameEncoder() throws IOException {
    assertThat(single.image("tiny-clip").identity()).isEqualTo(single.text("tiny-clip").identity());
  }

  private static void assertVectors(String name, String key, TextEncoder encoder)
      throws IOException {
    for (JsonNode text : texts(name)) {
      assertClose(encoder.encode(text.get("text").asText()).vector(), floats(text.get(key)));
    }
  }

  /** The same direction: the program's vectors have unit length, the expected ones any. */
  private static void assertClose(UnitVector found, float[] wanted) {
    try {
      assertThat(found.components())
          .containsExactly(UnitVector.of(wanted).components(), within(1e-5f));
    } catch (UnitVector.DefectException e) {
      throw new AssertionError(e);
    }
  }

  private static List<JsonNode> texts(String encoder) {
    List<JsonNode> texts = new ArrayList<>();
    expected.get(encoder).get("texts").forEach(texts::add);
    assertThat(texts).isNotEmpty();
    return texts;
  }

  private static long[] ids(JsonNode text) {
    JsonNode ids = text.get("ids");
    long[] values = new long[ids.size()];
    Arrays.setAll(values, i -> ids.get(i).asLong());
    return values;
  }

  private static float[] floats(JsonNode vector) {
    float[] values = new float[vector.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = vector.get(i).floatValue();
    }
    return values;
  }
}
