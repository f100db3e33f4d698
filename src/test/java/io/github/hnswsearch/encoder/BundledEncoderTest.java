package io.github.hnswsearch.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bundled encoder through DJL, against what its training script wrote down. */
final class BundledEncoderTest {
  private static final Path GOLDEN = Path.of("src/test/resources/encoder/golden.jsonl");
  private static final long MAX_BYTES = 10_000_000;
  private static final int WORKERS = 2;
  private static final int THREADS = 8;
  private static final int TEXTS = 50;

  private static TextEncoder encoder;

  /** A line of the golden file; the embedding's first values. */
  record Golden(String text, long[] ids, float[] embedding) {
    boolean isUnknown() {
      return IntStream.range(0, embedding.length).allMatch(i -> embedding[i] == 0);
    }
  }

  @BeforeAll
  static void load() throws IOException {
    encoder = TowerTextEncoder.load(description(), tower(), options(WORKERS));
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  private static EncoderDescription description() throws IOException {
    return catalog(BundledEncoder.MODELS).describe(BundledEncoder.NAME);
  }

  private static EncoderDescription.TextTower tower() throws IOException {
    return Objects.requireNonNull(description().text());
  }

  private static EncoderCatalog catalog(Path folder) {
    return new EncoderCatalog(List.of(folder));
  }

  private static EncoderOptions options(int workers) {
    return new EncoderOptions(workers, 2 * THREADS, OptionalInt.empty(), DeviceChoice.AUTO);
  }

  static List<Golden> golden() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Golden> lines = new ArrayList<>();
    for (String line : Files.readAllLines(GOLDEN)) {
      lines.add(json.readValue(line, Golden.class));
    }
    return lines;
  }

  static Stream<Golden> known() throws IOException {
    return golden().stream().filter(line -> !line.isUnknown());
  }

  static Stream<Golden> unknown() throws IOException {
    return golden().stream().filter(Golden::isUnknown);
  }

  @Test
  void tokenIdsAreThoseOfTheTrainingScript() throws IOException {
    try (Tokenizer tokenizer = new Tokenizer(tower())) {
      for (Golden line : golden()) {
        assertThat(tokenizer.tokens(line.text()).ids()).as(line.text()).isEqualTo(line.ids());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("known")
  void embeddingsAreThoseOfTheTrainingScript(Golden line) throws IOException {
    float[] components = vector(line.text()).components();

    assertThat(components).hasSize(BundledEncoder.DIMENSION);
    assertThat(Arrays.copyOf(components, line.embedding().length))
        .containsExactly(line.embedding(), within(1e-4f));
  }

  @ParameterizedTest
  @MethodSource("known")
  void embeddingsHaveUnitLength(Golden line) throws IOException {
    UnitVector vector = vector(line.text());

    assertThat(vector.dot(vector)).isCloseTo(1, within(1e-5));
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void aTextWithoutAKnownWordIsRefused(Golden line) {
    assertThatThrownBy(() -> encoder.encode(line.text()))
        .isInstanceOf(UnknownWordsException.class)
        .hasMessageContaining(BundledEncoder.NAME);
  }

  @Test
  void emptyBlankAndChineseTextsAreAmongTheRefused() throws IOException {
    assertThat(unknown().map(Golden::text)).contains("", " ", "深度学习");
  }

  @Test
  void anOverlongTextIsCutNotRefused() throws IOException {
    String cut = "planets of other stars ".repeat(1_000);

    TextEmbedding embedding = encoder.encode(cut + "molecules ".repeat(100_000));

    assertThat(embedding.vector()).isEqualTo(vector(cut));
    assertThat(embedding.warnings())
        .containsExactly(
            "The text is longer than encoder arxiv-static-384 reads: only its first 512 tokens"
                + " count.");
  }

  @Test
  void aTextMayBeCutBetweenTheHalvesOfACharacter() throws IOException {
    String text = "x".repeat(9_990) + " planets \uD83D\uDE80 tail";

    assertThat(text.charAt(9_999)).matches(Character::isHighSurrogate);
    assertThat(vector(text)).isEqualTo(vector("planets"));
  }

  @Test
  void aLoneHalfOfACharacterIsNoWord() throws IOException {
    assertThat(vector("planets \uD83D")).isEqualTo(vector("planets"));
  }

  @Test
  void wordsItDoesNotKnowAreNamed() throws IOException {
    assertThat(encoder.encode("🚀 planets 深度").warnings())
        .containsExactly("Encoder arxiv-static-384 does not know: 🚀, 深, 度.");
    assertThat(encoder.encode("planets").warnings()).isEmpty();
  }

  private static UnitVector vector(String text) throws IOException {
    return encoder.encode(text).vector();
  }

  @Test
  void manyThreadsGetTheVectorsOfOne() throws Exception {
    List<String> texts = texts();
    List<UnitVector> alone = new ArrayList<>();
    for (String text : texts) {
      alone.add(vector(text));
    }

    try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
      Callable<List<UnitVector>> run =
          () -> {
            List<UnitVector> vectors = new ArrayList<>();
            for (String text : texts) {
              vectors.add(vector(text));
            }
            return vectors;
          };
      for (Future<List<UnitVector>> vectors :
          executor.invokeAll(Collections.nCopies(THREADS, run))) {
        assertThat(vectors.get()).isEqualTo(alone);
      }
    }
  }

  @Test
  void bulkRunsKeepTheOrderAndLeaveUnknownTextsEmpty() throws IOException {
    List<String> texts = new ArrayList<>(texts());
    texts.add(7, "深度学习");
    texts.add("");

    List<UnitVector> vectors = encoder.encodeAll(texts);

    assertThat(vectors).hasSameSizeAs(texts);
    for (int i = 0; i < texts.size(); i++) {
      if (i == 7 || i == texts.size() - 1) {
        assertThat(vectors.get(i)).as(texts.get(i)).isNull();
      } else {
        assertThat(vectors.get(i)).as(texts.get(i)).isEqualTo(vector(texts.get(i)));
      }
    }
  }

  @Test
  void relatedTextsLieNearerThanUnrelatedOnes() throws IOException {
    UnitVector query = vector("detecting planets around other stars");

    assertThat(query.dot(vector("transits of planets in front of their host stars")))
        .isGreaterThan(query.dot(vector("translation with recurrent networks")) + 0.2);
  }

  @Test
  void thePoolLoadsAnEncoderOnce() throws IOException {
    try (EncoderPool pool = new EncoderPool(catalog(BundledEncoder.MODELS), options(1))) {
      TextEncoder pooled = pool.text(BundledEncoder.NAME);

      assertThat(pool.text(BundledEncoder.NAME)).isSameAs(pooled);
      assertThat(pooled.name()).isEqualTo(BundledEncoder.NAME);
      assertThat(pooled.dimension()).isEqualTo(BundledEncoder.DIMENSION);
      assertThat(pooled.fingerprint()).isEqualTo(encoder.fingerprint()).matches("[0-9a-f]{16}");
    }
  }

  @Test
  void modelAndTokenizerTakeAtMostTenMegabytes() throws IOException {
    assertThat(Files.size(BundledEncoder.MODEL) + Files.size(BundledEncoder.TOKENIZER))
        .isLessThanOrEqualTo(MAX_BYTES);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 4_000_000})
  void aCutModelIsRefusedWithAdvice(int bytes, @TempDir Path folder) throws IOException {
    Path model = folder.resolve("model.pt");
    Files.write(model, Arrays.copyOf(Files.readAllBytes(BundledEncoder.MODEL), bytes));
    BundledEncoder.describe(folder, "spoilt", 384, model, BundledEncoder.TOKENIZER);

    assertRefused(folder, model, "fetch or convert the model again");
  }

  @Test
  void aFileThatIsNoModelIsRefusedWithAdvice(@TempDir Path folder) throws IOException {
    Path model = Files.writeString(folder.resolve("model.pt"), "version https://example.org/lfs\n");
    BundledEncoder.describe(folder, "spoilt", 384, model, BundledEncoder.TOKENIZER);

    assertRefused(folder, model, "fetch or convert the model again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[1, 2]", "no JSON at all", "{\"model\": {\"type\": \"Odd\"}}"})
  void aFileThatIsNoTokenizerIsRefusedWithAdvice(String content, @TempDir Path folder)
      throws IOException {
    Path tokenizer = Files.writeString(folder.resolve("tokenizer.json"), content);
    BundledEncoder.describe(folder, "spoilt", 384, BundledEncoder.MODEL, tokenizer);

    assertRefused(folder, tokenizer, "Fetch the tokenizer again");
  }

  @Test
  void aCutTokenizerIsRefusedWithAdvice(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(BundledEncoder.TOKENIZER);
    Path tokenizer = folder.resolve("tokenizer.json");
    Files.write(tokenizer, Arrays.copyOf(whole, whole.length / 2));
    BundledEncoder.describe(folder, "spoilt", 384, BundledEncoder.MODEL, tokenizer);

    assertRefused(folder, tokenizer, "Fetch the tokenizer again");
  }

  @Test
  void anotherDimensionThanDescribedIsFoundAtLoad(@TempDir Path folder) throws IOException {
    BundledEncoder.describe(folder, "spoilt", 1024, BundledEncoder.MODEL, BundledEncoder.TOKENIZER);

    assertRefused(folder, BundledEncoder.MODEL, "1024", "384", "Correct the dimension");
  }

  @Test
  void anotherTokenizerIsAnotherFingerprint(@TempDir Path folder) throws IOException {
    Path tokenizer = folder.resolve("tokenizer.json");
    Files.writeString(tokenizer, Files.readString(BundledEncoder.TOKENIZER) + "\n");
    BundledEncoder.describe(folder, "other", 384, BundledEncoder.MODEL, tokenizer);
    try (EncoderPool other = new EncoderPool(catalog(folder), options(1))) {
      assertThat(other.text("other").fingerprint()).isNotEqualTo(encoder.fingerprint());
    }
  }

  private static void assertRefused(Path folder, Path file, String... parts) {
    try (EncoderPool spoilt = new EncoderPool(catalog(folder), options(1))) {
      assertThatThrownBy(() -> spoilt.text("spoilt"))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContainingAll(parts);
    }
  }

  private static List<String> texts() {
    return IntStream.range(0, TEXTS)
        .mapToObj(i -> "paper " + i + " on planets, molecules and games ".repeat(1 + i % 5))
        .toList();
  }
}
