package io.github.hnswsearch.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The encoder that the program ships with, and descriptions of spoilt ones. */
final class BundledEncoder {
  static final String NAME = "arxiv-static-384";
  static final int DIMENSION = 384;
  static final Path MODELS = Path.of("importer/models").toAbsolutePath();
  static final Path MODEL = MODELS.resolve(NAME).resolve("model.pt");
  static final Path TOKENIZER = MODELS.resolve(NAME).resolve("tokenizer.json");

  private BundledEncoder() {}

  /** Describes an encoder of the given files in a folder. */
  static void describe(Path folder, String name, int dimension, Path model, Path tokenizer)
      throws IOException {
    Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        dimension: %d
        licence: MIT
        text:
          model: %s
          tokenizer: %s
          max_tokens: 512
        """
            .formatted(dimension, model, tokenizer));
  }
}
