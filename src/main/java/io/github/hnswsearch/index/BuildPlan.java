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
 */
public record BuildPlan(
    Descriptor descriptor,
    JsonNode descriptorJson,
    @Nullable String encoderFingerprint,
    int threads,
    boolean strict) {}
