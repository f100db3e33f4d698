package io.github.hnswsearch.encoder;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.github.hnswsearch.record.BadInputException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where models run: {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}. */
public final class DeviceChoice {
  /** The first GPU where the engine finds one, else the CPU. */
  public static final DeviceChoice AUTO = new DeviceChoice("auto");

  /** No GPU, even where there is one. */
  static final DeviceChoice CPU = new DeviceChoice("cpu");

  private static final Pattern GPU = Pattern.compile("gpu(?::(\\d{1,3}))?");

  private final String text;

  private DeviceChoice(String text) {
    this.text = text;
  }

  /**
   * Reads what a user wrote.
   *
   * @throws BadInputException if it is none of the four forms
   */
  public static DeviceChoice parse(String text) throws BadInputException {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("auto") || lower.equals("cpu") || GPU.matcher(lower).matches()) {
      return new DeviceChoice(lower);
    }
    throw new BadInputException(
        "--device",
        "expected auto, cpu, gpu or gpu:N, found \"" + text + "\"",
        "Leave it out to use a GPU where there is one");
  }

  /**
   * The device on this machine.
   *
   * @throws BadInputException if a GPU was asked for that the engine does not find
   */
  Device on(Engine engine) throws BadInputException {
    int gpus = text.equals("cpu") ? 0 : engine.getGpuCount();
    Matcher gpu = GPU.matcher(text);
    if (!gpu.matches()) {
      return gpus == 0 ? Device.cpu() : Device.gpu();
    }
    int index = gpu.group(1) == null ? 0 : Integer.parseInt(gpu.group(1));
    if (index >= gpus) {
      throw new BadInputException(
          "--device " + text,
          "expected GPU number %d, found %d GPUs that %s can use"
              .formatted(index, gpus, engine.getEngineName()),
          "Use --device cpu, or build with the GPU's libraries: see README");
    }
    return Device.gpu(index);
  }

  @Override
  public String toString() {
    return text;
  }
}
