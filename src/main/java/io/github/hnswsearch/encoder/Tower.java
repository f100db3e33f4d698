package io.github.hnswsearch.encoder;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import io.github.hnswsearch.record.Abbreviated;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A loaded model: numbers in, numbers out. Each worker has a predictor of its own with one intra-op
 * thread: threads of one inference that compete for busy cores cost more than they bring.
 */
final class Tower implements AutoCloseable {
  /** DJL's way to call another method than {@code forward}: an extra input of this name. */
  private static final String METHOD_PREFIX = "module_method:";

  private static final String FORWARD = "forward";

  /** Before the reason in what TorchScript says. */
  private static final String ENGINE_ERROR = "RuntimeError: ";

  /** Passed to ONNX Runtime; libtorch has its own settings. */
  private static final Map<String, String> ONE_THREAD =
      Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1");

  /** Texts or pictures that a GPU takes at once; a CPU gains nothing from more than one. */
  private static final int GPU_BATCH = 32;

  private final String encoder;
  private final Model model;
  private final EncoderOptions options;
  private final boolean onGpu;
  private final BlockingQueue<Predictor<Input, Tensor>> idle;
  private final AtomicInteger waiting = new AtomicInteger();

  /** Puts a model's inputs into an engine's memory. */
  @FunctionalInterface
  interface Input {
    NDList in(NDManager manager);
  }

  private Tower(String encoder, Model model, String method, boolean onGpu, EncoderOptions options) {
    this.encoder = encoder;
    this.model = model;
    this.options = options;
    this.onGpu = onGpu;
    this.idle = new ArrayBlockingQueue<>(options.workers());
    for (int i = 0; i < options.workers(); i++) {
      idle.add(model.newPredictor(new PlainTranslator(method)));
    }
  }

  /**
   * Loads a model.
   *
   * @throws BadInputException if the engine or the device is not there, or the file cannot be used
   */
  static Tower load(
      String encoder, EncoderEngine engine, Path file, String method, EncoderOptions options)
      throws IOException {
    ModelFile.requireUndamaged(file);
    DjlRuntime.configure();
    Device device = options.device().on(engine(encoder, engine));
    Model model = Model.newInstance(encoder, device, engine.djlName);
    try {
      model.load(file.toAbsolutePath().getParent(), file.getFileName().toString(), ONE_THREAD);
      return new Tower(encoder, model, method, device.isGpu(), options);
    } catch (MalformedModelException | EngineException e) {
      model.close();
      throw new BadInputException(
          file.toString(),
          "expected a model that %s can load, found: %s"
              .formatted(engine.djlName, firstLine(e.getMessage())),
          "Run ./hnsw-search models verify, then fetch or convert the model again",
          e);
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static Engine engine(String encoder, EncoderEngine engine) throws BadInputException {
    if (!Engine.hasEngine(engine.djlName)) {
      throw new BadInputException(
          "encoder " + encoder,
          "expected the engine " + engine.djlName + ", found it missing from this build",
          "Build with " + engine.build);
    }
    return Engine.getEngine(engine.djlName);
  }

  private static String firstLine(@Nullable String message) {
    return message == null
        ? "no reason given"
        : message.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("");
  }

  /** Why an engine failed, without the trace that TorchScript puts before it. */
  private static String reason(@Nullable String message) {
    return message == null
        ? firstLine(null)
        : message
            .lines()
            .filter(line -> line.startsWith(ENGINE_ERROR))
            .map(line -> line.substring(ENGINE_ERROR.length()))
            .findFirst()
            .orElseGet(() -> firstLine(message));
  }

  int workers() {
    return options.workers();
  }

  /** How many texts or pictures to hand over at once. */
  int batchSize() {
    return options.batch().orElse(onGpu ? GPU_BATCH : 1);
  }

  /**
   * Runs the model.
   *
   * @throws EncoderBusyException if too many others wait already
   */
  Tensor run(Input input) throws IOException {
    Predictor<Input, Tensor> predictor = borrow();
    try {
      return predictor.predict(input);
    } catch (TranslateException e) {
      throw new IOException(
          "encoder %s failed: %s. If it does so again, run ./hnsw-search models verify."
              .formatted(encoder, Abbreviated.text(reason(e.getMessage()))),
          e);
    } finally {
      idle.add(predictor);
    }
  }

  /** Callers that wait for a worker at the moment. */
  int waiting() {
    return waiting.get();
  }

  private Predictor<Input, Tensor> borrow() throws IOException {
    Predictor<Input, Tensor> free = idle.poll();
    if (free != null) {
      return free;
    }
    try {
      if (waiting.incrementAndGet() > options.maxWaiting()) {
        throw new EncoderBusyException(encoder, options.maxWaiting());
      }
      return idle.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for encoder " + encoder, e);
    } finally {
      waiting.decrementAndGet();
    }
  }

  @Override
  public void close() {
    idle.forEach(Predictor::close);
    model.close();
  }

  /** Hands inputs over as they are: batches are made, and padded, before. */
  private record PlainTranslator(String method) implements NoBatchifyTranslator<Input, Tensor> {
    @Override
    public NDList processInput(TranslatorContext context, Input input) {
      NDList arrays = input.in(context.getNDManager());
      if (!method.equals(FORWARD)) {
        NDArray call = context.getNDManager().create("");
        call.setName(METHOD_PREFIX + method);
        arrays.add(call);
      }
      return arrays;
    }

    @Override
    public Tensor processOutput(TranslatorContext context, NDList output) {
      NDArray first = output.getFirst();
      return new Tensor(first.toFloatArray(), first.getShape().getShape());
    }
  }
}
