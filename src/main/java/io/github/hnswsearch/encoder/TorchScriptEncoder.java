package io.github.hnswsearch.encoder;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.translate.TranslateException;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.UnitVector;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A TorchScript model behind its tokenizer. Each worker has a predictor of its own with one
 * intra-op thread: OpenMP threads that compete for busy cores cost more than they bring.
 */
final class TorchScriptEncoder implements TextEncoder {
  private static final String WARM_UP = "warm up";

  private final EncoderDescription description;
  private final String fingerprint;
  private final Tokenizer tokenizer;
  private final Model model;
  private final BlockingQueue<Predictor<long[], float[]>> idle;
  private final int workers;

  private TorchScriptEncoder(
      EncoderDescription description,
      String fingerprint,
      Tokenizer tokenizer,
      Model model,
      int workers) {
    this.description = description;
    this.fingerprint = fingerprint;
    this.tokenizer = tokenizer;
    this.model = model;
    this.workers = workers;
    this.idle = new ArrayBlockingQueue<>(workers);
    for (int i = 0; i < workers; i++) {
      idle.add(model.newPredictor(new TokenTranslator()));
    }
  }

  /**
   * Loads a model and runs it once.
   *
   * @throws BadInputException if its files cannot be used or its vectors are not of the described
   *     dimension
   */
  static TorchScriptEncoder load(EncoderDescription description, int workers) throws IOException {
    TorchRuntime.configure();
    String fingerprint = Fingerprint.of(description);
    Tokenizer tokenizer = new Tokenizer(description);
    try {
      Model model = loadModel(description);
      TorchScriptEncoder encoder =
          new TorchScriptEncoder(description, fingerprint, tokenizer, model, workers);
      try {
        encoder.warmUp();
        return encoder;
      } catch (IOException | RuntimeException e) {
        encoder.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  private static Model loadModel(EncoderDescription description) throws IOException {
    Model model = Model.newInstance(description.name(), Device.cpu(), TorchRuntime.ENGINE);
    try (InputStream file = new BufferedInputStream(Files.newInputStream(description.model()))) {
      model.load(file);
      return model;
    } catch (MalformedModelException | EngineException e) {
      model.close();
      throw new BadInputException(
          description.model().toString(),
          "expected a TorchScript model, found a file that libtorch cannot load",
          "Fetch or convert the model again",
          e);
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private void warmUp() throws IOException {
    int found = encode(WARM_UP).dimension();
    if (found != description.dimension()) {
      throw new BadInputException(
          description.model().toString(),
          "expected vectors of %d dimensions, found %d".formatted(description.dimension(), found),
          "Correct the dimension in the description of encoder " + description.name());
    }
  }

  @Override
  public String name() {
    return description.name();
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public int dimension() {
    return description.dimension();
  }

  @Override
  public UnitVector encode(String text) throws IOException {
    long[] ids = tokenizer.ids(text);
    Predictor<long[], float[]> predictor = borrow();
    try {
      return UnitVector.of(predictor.predict(ids));
    } catch (TranslateException e) {
      throw new IOException("encoder " + name() + " failed: " + e.getMessage(), e);
    } catch (UnitVector.DefectException e) {
      throw new UnknownWordsException(name(), text);
    } finally {
      idle.add(predictor);
    }
  }

  private Predictor<long[], float[]> borrow() throws IOException {
    try {
      return idle.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for encoder " + name(), e);
    }
  }

  @Override
  public List<@Nullable UnitVector> encodeAll(List<String> texts) throws IOException {
    try (ExecutorService executor = Executors.newFixedThreadPool(workers)) {
      List<Callable<@Nullable UnitVector>> tasks = new ArrayList<>();
      for (String text : texts) {
        tasks.add(() -> encodeIfKnown(text));
      }
      List<@Nullable UnitVector> vectors = new ArrayList<>(texts.size());
      for (Future<@Nullable UnitVector> result : executor.invokeAll(tasks)) {
        vectors.add(result.get());
      }
      return vectors;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while embedding with " + name(), e);
    }
  }

  private @Nullable UnitVector encodeIfKnown(String text) throws IOException {
    try {
      return encode(text);
    } catch (UnknownWordsException e) {
      return null;
    }
  }

  @Override
  public void close() {
    idle.forEach(Predictor::close);
    model.close();
    tokenizer.close();
  }

  /** Token ids in, pooled embedding out; a batch of one, so nothing is padded. */
  private static final class TokenTranslator
      implements ai.djl.translate.NoBatchifyTranslator<long[], float[]> {
    @Override
    public NDList processInput(ai.djl.translate.TranslatorContext context, long[] ids) {
      var manager = context.getNDManager();
      var shape = new ai.djl.ndarray.types.Shape(1, ids.length);
      long[] mask = new long[ids.length];
      java.util.Arrays.fill(mask, 1);
      return new NDList(manager.create(ids, shape), manager.create(mask, shape));
    }

    @Override
    public float[] processOutput(ai.djl.translate.TranslatorContext context, NDList output) {
      return output.singletonOrThrow().toFloatArray();
    }
  }
}
