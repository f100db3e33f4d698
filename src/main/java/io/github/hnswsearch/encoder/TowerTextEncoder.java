package io.github.hnswsearch.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.hnswsearch.encoder.EncoderDescription.TextTower;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A text model behind its tokenizer. */
final class TowerTextEncoder implements TextEncoder {
  /** Of different lengths: libtorch compiles a model during its first calls. */
  private static final List<String> WARM_UP =
      List.of("warm up", "a longer text to warm up with", "warm up");

  private static final int MAX_NAMED_WORDS = 5;

  private final EncoderIdentity identity;
  private final TextTower description;
  private final Tokenizer tokenizer;
  private final Tower tower;

  private TowerTextEncoder(
      EncoderIdentity identity, TextTower description, Tokenizer tokenizer, Tower tower) {
    this.identity = identity;
    this.description = description;
    this.tokenizer = tokenizer;
    this.tower = tower;
  }

  /**
   * Loads a text tower and runs it.
   *
   * @throws BadInputException if its files cannot be used, the model does not run, or its vectors
   *     are not of the described dimension
   */
  static TowerTextEncoder load(
      EncoderDescription encoder, TextTower description, EncoderOptions options)
      throws IOException {
    EncoderIdentity identity = Fingerprint.identity(encoder);
    Tokenizer tokenizer = new Tokenizer(description);
    try {
      Tower tower =
          Tower.load(
              encoder.name(), encoder.engine(), description.model(), description.method(), options);
      try {
        TowerTextEncoder loaded = new TowerTextEncoder(identity, description, tokenizer, tower);
        Towers.warmUp(encoder.name(), description.model(), loaded::warmUp);
        return loaded;
      } catch (IOException | RuntimeException e) {
        tower.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  private void warmUp() throws IOException {
    for (String text : WARM_UP) {
      float[] vector = pooled(List.of(tokenizer.tokens(text))).getFirst();
      Towers.requireDimension(identity, description.model(), vector.length);
    }
  }

  @Override
  public EncoderIdentity identity() {
    return identity;
  }

  @Override
  public TextEmbedding encode(String text) throws IOException {
    Tokens tokens = tokenizer.tokens(text);
    UnitVector vector = Towers.unit(pooled(List.of(tokens)).getFirst());
    if (vector == null) {
      throw new UnknownWordsException(name(), text);
    }
    return new TextEmbedding(vector, warnings(tokens));
  }

  private List<String> warnings(Tokens tokens) {
    List<String> warnings = new ArrayList<>();
    if (tokens.cut()) {
      warnings.add(
          "The text is longer than encoder %s reads: only its first %d tokens count."
              .formatted(name(), tokens.length()));
    }
    if (!tokens.unknownWords().isEmpty()) {
      List<String> words = tokens.unknownWords();
      warnings.add(
          "Encoder %s does not know: %s%s."
              .formatted(
                  name(),
                  String.join(", ", words.subList(0, Math.min(MAX_NAMED_WORDS, words.size()))),
                  words.size() > MAX_NAMED_WORDS ? ", ..." : ""));
    }
    return warnings;
  }

  @Override
  public List<@Nullable UnitVector> encodeAll(List<String> texts) throws IOException {
    try (Workers workers = new Workers(name(), tower.workers())) {
      List<Tokens> tokens = workers.map(texts, tokenizer::tokens);
      // Neighbours in length share a batch, so that little of it is padding.
      List<Integer> byLength =
          IntStream.range(0, texts.size())
              .boxed()
              .sorted(Comparator.comparingInt(i -> tokens.get(i).length()))
              .toList();
      @Nullable UnitVector[] vectors = new @Nullable UnitVector[texts.size()];
      workers.map(
          Towers.batches(byLength, tower.batchSize()),
          batch -> {
            List<float[]> pooled = pooled(batch.stream().map(tokens::get).toList());
            for (int i = 0; i < batch.size(); i++) {
              vectors[batch.get(i)] = Towers.unit(pooled.get(i));
            }
            return batch.size();
          });
      return Arrays.asList(vectors);
    }
  }

  /** One pooled vector a text, in the same order. */
  private List<float[]> pooled(List<Tokens> batch) throws IOException {
    Tensor output = tower.run(manager -> inputs(manager, batch));
    List<float[]> vectors = new ArrayList<>(batch.size());
    for (int row = 0; row < batch.size(); row++) {
      vectors.add(
          Towers.pooled(name(), description.pooling(), output, row, batch.get(row).length()));
    }
    return vectors;
  }

  private NDList inputs(NDManager manager, List<Tokens> batch) {
    int length = batch.stream().mapToInt(Tokens::length).max().orElseThrow();
    NDList arrays = new NDList();
    for (TokenInput input : description.inputs()) {
      long[] values = input.values(batch, length, description.padId());
      NDArray array = manager.create(values, new Shape(batch.size(), length));
      array.setName(input.tensorName());
      arrays.add(array);
    }
    return arrays;
  }

  @Override
  public void close() {
    tower.close();
    tokenizer.close();
  }
}
