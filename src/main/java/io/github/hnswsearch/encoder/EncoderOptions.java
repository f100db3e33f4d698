package io.github.hnswsearch.encoder;

import java.util.OptionalInt;

/**
 * How encoders run.
 *
 * @param workers texts or pictures that each encoder embeds at the same time, 1 or more
 * @param maxWaiting callers that may wait for a worker of an encoder, 1 or more; more are turned
 *     away
 * @param batch texts or pictures that a model takes at once when there are many; empty for what
 *     suits the device
 * @param device where models run
 */
public record EncoderOptions(int workers, int maxWaiting, OptionalInt batch, DeviceChoice device) {
  /** Some seconds of work for the slowest encoder of the published ones. */
  private static final int WAITING_PER_WORKER = 32;

  /** The same for a certain encoder, whose models may run on no GPU. */
  EncoderOptions with(EncoderDescription encoder) {
    return encoder.cpuOnly()
        ? new EncoderOptions(workers, maxWaiting, batch, DeviceChoice.CPU)
        : this;
  }

  /** One worker a core. */
  public static EncoderOptions of(DeviceChoice device) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new EncoderOptions(cores, WAITING_PER_WORKER * cores, OptionalInt.empty(), device);
  }
}
