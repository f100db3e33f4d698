package io.github.hnswsearch.encoder;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Hugging Face tokenizer with a length limit and no padding. Safe for use by several threads. */
final class Tokenizer implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;
  private final int maxCharacters;

  /**
   * Loads a tokenizer.
   *
   * @throws BadInputException if the file is not a {@code tokenizer.json}
   */
  Tokenizer(EncoderDescription description) throws IOException {
    TorchRuntime.configure();
    this.maxCharacters = description.maxCharacters();
    this.tokenizer = load(description.tokenizer(), description.maxTokens());
  }

  private static HuggingFaceTokenizer load(Path file, int maxTokens) throws IOException {
    try {
      // A path, never a name: a name makes the library reach for a model hub.
      return HuggingFaceTokenizer.builder()
          .optTokenizerPath(file)
          .optTruncation(true)
          .optMaxLength(maxTokens)
          .optPadding(false)
          .build();
    } catch (RuntimeException e) {
      throw new BadInputException(
          file.toString(),
          "expected a Hugging Face tokenizer.json of %d bytes that can be read, found: %s"
              .formatted(Files.size(file), e.getMessage()),
          "Fetch the tokenizer again",
          e);
    }
  }

  /** Token ids of a text, at most the description's maximum. */
  long[] ids(String text) {
    return tokenizer.encode(text.substring(0, Math.min(text.length(), maxCharacters))).getIds();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
