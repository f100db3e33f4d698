package io.github.hnswsearch.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The queue before a model, and the choice of device and engine. */
@Timeout(60)
final class TowerTest {
  private static Tower load(int workers, int maxWaiting) throws IOException {
    return Tower.load(
        BundledEncoder.NAME,
        EncoderEngine.PYTORCH,
        BundledEncoder.MODEL,
        "forward",
        new EncoderOptions(workers, maxWaiting, OptionalInt.empty(), DeviceChoice.CPU));
  }

  private static NDList input(NDManager manager) {
    Shape shape = new Shape(1, 2);
    return new NDList(
        manager.create(new long[] {5, 6}, shape), manager.create(new long[] {1, 1}, shape));
  }

  @Test
  void moreCallersThanMayWaitAreTurnedAwayAndTheOthersServed() throws Exception {
    int waiting = 2;
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Tower tower = load(1, waiting);
        ExecutorService callers = Executors.newCachedThreadPool()) {
      List<Future<Tensor>> served = new ArrayList<>();
      served.add(
          callers.submit(
              () ->
                  tower.run(
                      manager -> {
                        entered.countDown();
                        await(release);
                        return input(manager);
                      })));
      assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < waiting; i++) {
        served.add(callers.submit(() -> tower.run(TowerTest::input)));
      }
      while (tower.waiting() < waiting) {
        Thread.onSpinWait();
      }

      assertThatThrownBy(() -> tower.run(TowerTest::input))
          .isInstanceOf(EncoderBusyException.class)
          .hasMessageContainingAll(BundledEncoder.NAME, "at most 2 waiting", "Try again");
      release.countDown();
      for (Future<Tensor> tensor : served) {
        assertThat(tensor.get().shape()).containsExactly(1, BundledEncoder.DIMENSION);
      }
      assertThat(tower.run(TowerTest::input).values()).hasSize(BundledEncoder.DIMENSION);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anEngineThatIsNotInTheBuildIsNamedWithTheWayToGetIt() {
    assertThatThrownBy(
            () ->
                Tower.load(
                    "quantized",
                    EncoderEngine.ONNXRUNTIME,
                    BundledEncoder.MODEL,
                    "forward",
                    new EncoderOptions(1, 1, OptionalInt.empty(), DeviceChoice.AUTO)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("encoder quantized", "OnnxRuntime", "-Ponnx");
  }

  @Test
  void aGpuThatIsNotThereIsSaidToBeMissing() throws IOException {
    DeviceChoice gpu = DeviceChoice.parse("gpu:99");

    assertThatThrownBy(
            () ->
                Tower.load(
                    BundledEncoder.NAME,
                    EncoderEngine.PYTORCH,
                    BundledEncoder.MODEL,
                    "forward",
                    new EncoderOptions(1, 1, OptionalInt.empty(), gpu)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--device gpu:99", "GPU number 99", "--device cpu");
  }

  @Test
  void aDeviceIsReadInAnyCaseAndAnOddOneRefused() throws IOException {
    assertThat(DeviceChoice.parse("GPU:1")).hasToString("gpu:1");
    assertThat(DeviceChoice.parse("Cpu")).hasToString("cpu");
    for (String odd : List.of("", "tpu", "gpu:", "gpu:-1", "gpu:1234", "cuda")) {
      assertThatThrownBy(() -> DeviceChoice.parse(odd))
          .as(odd)
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll("auto, cpu, gpu or gpu:N", "\"" + odd + "\"");
    }
  }
}
