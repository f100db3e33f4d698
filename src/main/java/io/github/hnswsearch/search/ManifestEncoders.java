package io.github.hnswsearch.search;

import io.github.hnswsearch.encoder.Encoder;
import io.github.hnswsearch.encoder.EncoderMatch;
import io.github.hnswsearch.encoder.Encoders;
import io.github.hnswsearch.encoder.ImageEncoder;
import io.github.hnswsearch.encoder.OneSidedEncoderException;
import io.github.hnswsearch.encoder.TextEncoder;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The encoder that a manifest names, checked to be the one that made the embeddings. */
final class ManifestEncoders implements CollectionSearcher.EncoderSource {
  private final Encoders encoders;
  private final Manifest manifest;

  /** By their messages: the same trouble comes with every search that needs the encoder. */
  private final Map<String, UnavailableEncoderException> failures = new ConcurrentHashMap<>();

  ManifestEncoders(Encoders encoders, Manifest manifest) {
    this.encoders = encoders;
    this.manifest = manifest;
  }

  /** Loads one side of an encoder. */
  @FunctionalInterface
  private interface Loader<E> {
    E load(String name) throws IOException;
  }

  /** Whether pictures can be searched by, told without loading what would embed them. */
  boolean readsPictures() {
    try {
      return manifest.encoder() != null && encoders.readsPictures(manifest.encoder());
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public TextEncoder text() throws BadInputException {
    return usable(encoders::text);
  }

  @Override
  public ImageEncoder image() throws BadInputException {
    return usable(encoders::image);
  }

  /** Why the encoder could not be used so far. */
  Collection<UnavailableEncoderException> failures() {
    return failures.values();
  }

  private <E extends Encoder> E usable(Loader<E> loader) throws BadInputException {
    String name = name();
    try {
      E encoder = loader.load(name);
      EncoderMatch.require(
          encoder.identity(),
          manifest.collection(),
          manifest.encoderFingerprint(),
          manifest.dimension());
      return encoder;
    } catch (OneSidedEncoderException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      UnavailableEncoderException failure = UnavailableEncoderException.of(name, e);
      failures.putIfAbsent(String.valueOf(failure.getMessage()), failure);
      throw failure;
    }
  }

  private String name() throws BadInputException {
    if (manifest.encoder() == null) {
      throw new BadInputException(
          "collection " + manifest.collection(),
          "expected an encoder to turn the query into a vector, found none in its descriptor",
          "Search by vector or id, or name the encoder in the descriptor and import again");
    }
    return manifest.encoder();
  }
}
