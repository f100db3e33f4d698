package io.github.hnswsearch.index;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.hnswsearch.descriptor.Descriptor;
import org.jspecify.annotations.Nullable;

/**
 * How a generation is to be built.
 *
 * @param descriptor what the user asked for
 * @param descriptorJson the same, as the manifest keeps it
 * @param encoderFingerprint digest of the encoder's files, null where they are not at hand
 * @param threads to decode, index and link with, 1 or more
 * @param strict whether the first bad row ends the build
 * @param resumption what is kept of a build that is interrupted
 */
public record BuildPlan(
    Descriptor descriptor,
    JsonNode descriptorJson,
    @Nullable String encoderFingerprint,
    int threads,
    boolean strict,
    Resumption resumption) {

  /**
   * What is kept of a build that is interrupted.
   *
   * @param resume whether to go on where an interrupted build of the same was
   * @param checkpointRows rows between two checkpoints, from which an interrupted build can go on,
   *     1 or more
   */
  public record Resumption(boolean resume, int checkpointRows) {
    /** A checkpoint every ten or twenty seconds, which takes a fraction of one. */
    public static final int CHECKPOINT_ROWS = 100_000;

    /** A build of its own. */
    public static final Resumption ANEW = new Resumption(false, CHECKPOINT_ROWS);
  }

  /** A build that goes on from nothing. */
  public BuildPlan(
      Descriptor descriptor,
      JsonNode descriptorJson,
      @Nullable String encoderFingerprint,
      int threads,
      boolean strict) {
    this(descriptor, descriptorJson, encoderFingerprint, threads, strict, Resumption.ANEW);
  }
}
