package io.github.hnswsearch.encoder;

/**
 * What decides whether vectors can be compared.
 *
 * @param name of its description
 * @param fingerprint the same for encoders whose vectors can be compared
 * @param dimension components of its vectors
 */
public record EncoderIdentity(String name, String fingerprint, int dimension) {}
