package io.github.hnswsearch.encoder;

import io.github.hnswsearch.download.RemoteFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a description says of an encoder, whether its files are here or not.
 *
 * @param name of its description
 * @param dimension components of its vectors
 * @param licence of its weights
 * @param embeds {@code text}, {@code pictures} or both
 * @param files what it needs, by the path that the description gives; empty where it is not here
 * @param remote what can be fetched, with paths below the encoder's folder
 */
public record EncoderSummary(
    String name,
    int dimension,
    String licence,
    List<String> embeds,
    Map<String, Optional<Path>> files,
    List<RemoteFile> remote) {

  /** What {@link #embeds} says of a text tower. */
  static final String TEXT = "text";

  /** What {@link #embeds} says of a picture tower. */
  static final String PICTURES = "pictures";

  public boolean embedsText() {
    return embeds.contains(TEXT);
  }

  public boolean embedsPictures() {
    return embeds.contains(PICTURES);
  }

  /** Whether every file is here. */
  public boolean complete() {
    return files.values().stream().allMatch(Optional::isPresent);
  }
}
