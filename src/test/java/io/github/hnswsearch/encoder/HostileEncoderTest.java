package io.github.hnswsearch.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.engine.Engine;
import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.hostile.BinaryMutator;
import io.github.hnswsearch.hostile.Campaign;
import io.github.hnswsearch.hostile.Mutant;
import io.github.hnswsearch.hostile.TextMutator;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged files of encoders are used or refused in words. {@code -Dmutants.descriptions=10000
 * -Dmutants.tokenizers=2000 -Dmutants.models=500} tries as many.
 */
final class HostileEncoderTest {
  private static final Path MODELS = Path.of("src/test/resources/encoder/models");
  private static final String NAME = "tiny-roberta";
  private static final String DUAL = "tiny-clip";
  private static final String ONNX = "tiny-clip-onnx";

  /** How it is told that an engine failed at a model that it had loaded. */
  private static final String ENGINE = "encoder ";

  private static final List<String> TEXTS =
      List.of("", "a plain text", "\u00e9\u4e2d\ud83d\ude00 \ud800 \u0000", "x".repeat(20_000));

  @TempDir private Path folder;
  private final AtomicInteger tried = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(strings = {NAME, DUAL, ONNX})
  void soundOnesAreUsed(String name) throws IOException {
    if (name.equals(ONNX)) {
      assumeOnnxRuntime();
    }
    Mutant none = new Mutant(new byte[0], "");

    new Described("", place(name, files(name), "", none), name).run();
    new Loaded("", place(name, files(name), "", none), name).run();
  }

  @Test
  void aDamagedDescriptionIsReadOrRefusedInWords() throws IOException {
    String name = DUAL;
    Map<String, byte[]> files = files(name);
    new Campaign(
            "descriptions",
            300,
            random -> {
              String yaml = name + ".yaml";
              Mutant mutant = TextMutator.mutate(files.get(yaml), true, random);
              return new Described(mutant.what(), place(name, files, yaml, mutant), name);
            })
        .allowing(ENGINE)
        .run();
  }

  @Test
  void aDamagedTokenizerIsUsedOrRefusedInWords() throws IOException {
    Map<String, byte[]> files = files(NAME);
    new Campaign(
            "tokenizers",
            30,
            random -> {
              String file = NAME + "/tokenizer.json";
              Mutant mutant = TextMutator.mutate(files.get(file), true, random);
              return new Loaded(mutant.what(), place(NAME, files, file, mutant), NAME);
            })
        .allowing(ENGINE)
        .run();
  }

  @Test
  void aDamagedModelOfPicturesIsUsedOrRefusedInWords() throws IOException {
    Map<String, byte[]> files = files(DUAL);
    String file = DUAL + "/image.pt";
    BinaryMutator mutator = new BinaryMutator(files.get(file), new int[0]);
    new Campaign(
            "picture-models",
            20,
            random -> {
              Mutant mutant = mutator.mutate(random);
              return new Described(mutant.what(), place(DUAL, files, file, mutant), DUAL);
            })
        .allowing(ENGINE)
        .run();
  }

  @Test
  void aDamagedModelOfOnnxIsUsedOrRefusedInWords() throws IOException {
    assumeOnnxRuntime();
    Map<String, byte[]> files = files(ONNX);
    List<String> models = List.of(ONNX + "/image.onnx", ONNX + "/text.onnx");
    new Campaign(
            "onnx-models",
            20,
            random -> {
              String file = models.get(random.nextInt(models.size()));
              Mutant mutant = new BinaryMutator(files.get(file), new int[0]).mutate(random);
              String what = file + ": " + mutant.what();
              return new Described(what, place(ONNX, files, file, mutant), ONNX);
            })
        .allowing(ENGINE)
        .run();
  }

  @Test
  void aDamagedModelIsUsedOrRefusedInWords() throws IOException {
    Map<String, byte[]> files = files(NAME);
    String file = NAME + "/text.pt";
    BinaryMutator mutator = new BinaryMutator(files.get(file), new int[0]);
    new Campaign(
            "models",
            20,
            random -> {
              Mutant mutant = mutator.mutate(random);
              return new Loaded(mutant.what(), place(NAME, files, file, mutant), NAME);
            })
        .allowing(ENGINE)
        .run();
  }

  /** One bit of the code in it, over which libtorch does not come back. */
  @Test
  void aModelWithOneBitFlippedIsRefusedByItsChecksum() throws IOException {
    Map<String, byte[]> files = files(NAME);
    String file = NAME + "/text.pt";
    byte[] model = files.get(file).clone();
    model[18_130] ^= 1 << 5;

    assertThatThrownBy(
            () -> new Loaded("", place(NAME, files, file, new Mutant(model, "")), NAME).run())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("has another checksum")
        .hasMessageContaining("models verify");
  }

  /** In its decoder, over which the native library ends the program rather than fail. */
  @ParameterizedTest
  @ValueSource(strings = {"\"\u0001\"", "1e999", "\"\\ud800\"", "[[[[", "nul"})
  void aTokenizerThatIsNoJsonIsRefusedBeforeItsLibraryReadsIt(String value) throws IOException {
    Map<String, byte[]> files = files(NAME);
    String file = NAME + "/tokenizer.json";
    String sound = new String(files.get(file), StandardCharsets.UTF_8);
    String hostile =
        sound.replaceFirst(
            "\"decoder\"\\s*:\\s*\\{",
            Matcher.quoteReplacement("\"decoder\": {\"x\": " + value + ", "));
    byte[] bytes = hostile.getBytes(StandardCharsets.UTF_8);

    assertThat(hostile).isNotEqualTo(sound);
    assertThatThrownBy(
            () -> new Loaded("", place(NAME, files, file, new Mutant(bytes, "")), NAME).run())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("tokenizer.json")
        .hasMessageContaining("Fetch the tokenizer again");
  }

  /** Its parser takes the first bytes for those of wide characters in an order of their own. */
  @Test
  void aTokenizerOfOddCharactersIsRefusedInWords() throws IOException {
    Map<String, byte[]> files = files(NAME);
    Mutant odd = new Mutant(new byte[] {0, 0, '{', 0, 0, 0, '}', 0}, "");

    assertThatThrownBy(
            () -> new Loaded("", place(NAME, files, NAME + "/tokenizer.json", odd), NAME).run())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("tokenizer.json")
        .hasMessageContaining("Fetch the tokenizer again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tiny-roberta | text:  | method: no_such_method
          tiny-roberta | text:  | inputs: [input_ids]
          tiny-roberta | text:  | inputs: [input_ids, attention_mask, token_type_ids]
          tiny-clip    | text:  | method: no_such_method
          tiny-clip    | image: | method: no_such_method
          """)
  void aDescriptionThatDoesNotFitItsModelIsRefusedWhenThatIsLoaded(
      String name, String tower, String line) throws IOException {
    Map<String, byte[]> files = files(name);
    String file = name + ".yaml";
    String sound = new String(files.get(file), StandardCharsets.UTF_8);
    byte[] changed =
        sound.replace(tower + "\n", tower + "\n  " + line + "\n").getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(
            () -> new Described("", place(name, files, file, new Mutant(changed, "")), name).run())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(".pt: expected a model that can be run as it is described, found: ")
        .hasMessageContaining(
            "Correct inputs, method and pooling in the description of encoder " + name);
  }

  @Test
  void anOutputOfAnotherShapeThanDescribedIsFoundWhenTheModelIsLoaded() throws IOException {
    Map<String, byte[]> files = files(NAME);
    String file = NAME + ".yaml";
    byte[] changed =
        new String(files.get(file), StandardCharsets.UTF_8)
            .replace("pooling: mean", "pooling: none")
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(
            () -> new Described("", place(NAME, files, file, new Mutant(changed, "")), NAME).run())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected an output of 2 dimensions")
        .hasMessageContaining("pooling in the description of encoder " + NAME);
  }

  /** Builds have it by {@code -Ponnx} alone. */
  private static void assumeOnnxRuntime() {
    assumeThat(Engine.hasEngine(EncoderEngine.ONNXRUNTIME.djlName)).isTrue();
  }

  /** The files of an encoder, by their paths. */
  private static Map<String, byte[]> files(String name) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(name + ".yaml", Files.readAllBytes(MODELS.resolve(name + ".yaml")));
    try (Stream<Path> found = Files.list(MODELS.resolve(name))) {
      for (Path file : found.toList()) {
        files.put(name + "/" + file.getFileName(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  /** A folder of the encoder with one file damaged. */
  private Path place(String name, Map<String, byte[]> files, String damaged, Mutant mutant)
      throws IOException {
    Path place = folder.resolve(name + tried.getAndIncrement());
    Files.createDirectories(place.resolve(name));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(
          place.resolve(file.getKey()),
          file.getKey().equals(damaged) ? mutant.bytes() : file.getValue());
    }
    return place;
  }

  private record Described(String what, Path place, String name) implements Campaign.Attempt {
    @Override
    public void run() throws IOException {
      try {
        load();
      } finally {
        DurableFiles.deleteTree(place);
      }
    }

    private void load() throws IOException {
      EncoderCatalog catalog = new EncoderCatalog(List.of(place));
      catalog.names();
      catalog.summary(name);
      catalog.identity(name);
      EncoderDescription description = catalog.describe(name);
      try (EncoderPool encoders = new EncoderPool(catalog, EncoderOptions.of(DeviceChoice.CPU))) {
        if (description.image() != null) {
          encoders.image(name);
        }
        if (description.text() != null) {
          encoders.text(name).encode("a plain text");
        }
      }
    }
  }

  private record Loaded(String what, Path place, String name) implements Campaign.Attempt {
    @Override
    public void run() throws IOException {
      EncoderCatalog catalog = new EncoderCatalog(List.of(place));
      try (EncoderPool encoders = new EncoderPool(catalog, EncoderOptions.of(DeviceChoice.CPU))) {
        TextEncoder encoder = encoders.text(name);
        for (String text : TEXTS) {
          try {
            encoder.encode(text);
          } catch (UnknownWordsException e) {
            // A text without a vector, as the empty one is.
          }
        }
        encoder.encodeAll(TEXTS);
      } finally {
        DurableFiles.deleteTree(place);
      }
    }
  }
}
