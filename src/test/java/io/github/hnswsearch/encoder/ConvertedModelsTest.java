package io.github.hnswsearch.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code importer/models/convert_checkpoint.py} writes, in the engine that the program ships
 * with, against what the checkpoints' weights give in Python. The encoders are tiny and random.
 */
final class ConvertedModelsTest {
  private static final Path MODELS = Path.of("src/test/resources/encoder/models");
  private static final double[] MEAN = {0.48145466, 0.4578275, 0.40821073};
  private static final double[] STD = {0.26862954, 0.26130258, 0.27577711};
  private static final int CLIP_PAD = 614;
  private static final int ROBERTA_PAD = 1;

  private static NDManager manager;
  private static JsonNode expected;

  @BeforeAll
  static void open() throws Exception {
    TorchRuntime.configure();
    manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    expected = new ObjectMapper().readTree(MODELS.resolve("expected.json").toFile());
  }

  @AfterAll
  static void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny-clip", "tiny-roberta"})
  void tokenIdsAreThoseOfASecondImplementation(String encoder) throws Exception {
    Path file = MODELS.resolve(encoder).resolve("tokenizer.json");
    try (HuggingFaceTokenizer tokenizer =
        HuggingFaceTokenizer.builder()
            .optTokenizerPath(file)
            .optTruncation(true)
            .optMaxLength(24)
            .optPadding(false)
            .build()) {
      for (JsonNode text : texts(encoder)) {
        String content = text.get("text").asText();
        assertThat(tokenizer.encode(content).getIds()).as(content).isEqualTo(ids(text));
      }
    }
  }

  @Test
  void textsOfEveryLengthHaveTheVectorsOfTheCheckpoint() throws Exception {
    try (Loaded model = new Loaded("tiny-clip/text.pt")) {
      for (JsonNode text : texts("tiny-clip")) {
        assertClose(model.encode(CLIP_PAD, ids(text)), floats(text.get("vector")));
      }
    }
  }

  @Test
  void aPaddedBatchHasTheVectorsOfItsTexts() throws Exception {
    try (Loaded model = new Loaded("tiny-clip/text.pt")) {
      List<JsonNode> texts = texts("tiny-clip");
      long[][] ids = texts.stream().map(ConvertedModelsTest::ids).toArray(long[][]::new);

      float[] vectors = model.encode(CLIP_PAD, ids);

      int dimension = vectors.length / ids.length;
      for (int i = 0; i < ids.length; i++) {
        assertClose(
            Arrays.copyOfRange(vectors, i * dimension, (i + 1) * dimension),
            floats(texts.get(i).get("vector")));
      }
    }
  }

  @Test
  void anUnpooledModelGivesTheLastHiddenState() throws Exception {
    try (Loaded model = new Loaded("tiny-roberta/text.pt")) {
      for (JsonNode text : texts("tiny-roberta")) {
        float[] first = floats(text.get("cls"));
        int tokens = ids(text).length;

        float[] hidden = model.encode(ROBERTA_PAD, ids(text));

        assertThat(hidden).hasSize(tokens * first.length);
        assertClose(Arrays.copyOf(hidden, first.length), first);
        assertClose(meanOfRows(hidden, tokens), floats(text.get("mean")));
      }
    }
  }

  @Test
  void picturesHaveTheVectorsOfTheCheckpoint() throws Exception {
    try (Loaded model = new Loaded("tiny-clip/image.pt")) {
      for (JsonNode picture : expected.get("tiny-clip").get("pictures")) {
        Path file = MODELS.resolve("pictures").resolve(picture.get("picture").asText());
        BufferedImage image = ImageIO.read(file.toFile());
        Shape shape = new Shape(1, 3, image.getHeight(), image.getWidth());

        float[] vector = model.run(manager.create(pixels(image), shape));

        assertClose(vector, floats(picture.get("vector")));
      }
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

  private static float[] meanOfRows(float[] rows, int count) {
    float[] mean = new float[rows.length / count];
    for (int i = 0; i < rows.length; i++) {
      mean[i % mean.length] += rows[i] / count;
    }
    return mean;
  }

  /** Channel by channel, 0 to 1, normalised as CLIP's pictures are. */
  private static float[] pixels(BufferedImage image) {
    int width = image.getWidth();
    int plane = width * image.getHeight();
    float[] pixels = new float[3 * plane];
    for (int i = 0; i < plane; i++) {
      int rgb = image.getRGB(i % width, i / width);
      for (int channel = 0; channel < 3; channel++) {
        double value = ((rgb >> (16 - 8 * channel)) & 0xFF) / 255.0;
        pixels[channel * plane + i] = (float) ((value - MEAN[channel]) / STD[channel]);
      }
    }
    return pixels;
  }

  private static void assertClose(float[] found, float[] wanted) {
    assertThat(found).containsExactly(wanted, within(1e-5f));
  }

  /** A model file and the predictor that runs it. */
  private static final class Loaded implements AutoCloseable {
    private final Model model = Model.newInstance("model", Device.cpu(), "PyTorch");
    private final Predictor<NDList, NDList> predictor;

    Loaded(String file) throws Exception {
      try (InputStream stream = Files.newInputStream(MODELS.resolve(file))) {
        model.load(stream);
      }
      predictor = model.newPredictor(new NoopTranslator());
    }

    /** Runs a batch of texts, padded to the longest. */
    float[] encode(int pad, long[]... texts) throws Exception {
      int tokens = Arrays.stream(texts).mapToInt(text -> text.length).max().orElseThrow();
      long[] ids = new long[texts.length * tokens];
      long[] mask = new long[ids.length];
      Arrays.fill(ids, pad);
      for (int i = 0; i < texts.length; i++) {
        System.arraycopy(texts[i], 0, ids, i * tokens, texts[i].length);
        Arrays.fill(mask, i * tokens, i * tokens + texts[i].length, 1);
      }
      Shape shape = new Shape(texts.length, tokens);
      return run(manager.create(ids, shape), manager.create(mask, shape));
    }

    float[] run(NDArray... inputs) throws Exception {
      try (NDList output = predictor.predict(new NDList(inputs))) {
        return output.singletonOrThrow().toFloatArray();
      }
    }

    @Override
    public void close() {
      predictor.close();
      model.close();
    }
  }
}
