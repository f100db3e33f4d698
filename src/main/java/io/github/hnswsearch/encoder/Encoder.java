package io.github.hnswsearch.encoder;

/** One side of an encoder: texts or pictures in, unit vectors out. Safe for several threads. */
public interface Encoder extends AutoCloseable {

  /** What decides whether its vectors can be compared with others. */
  EncoderIdentity identity();

  /** Name of its description in {@code importer/models/}. */
  default String name() {
    return identity().name();
  }

  /** The same for encoders whose vectors can be compared. */
  default String fingerprint() {
    return identity().fingerprint();
  }

  /** Components of its vectors. */
  default int dimension() {
    return identity().dimension();
  }

  @Override
  void close();
}
