package io.github.hnswsearch.encoder;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import io.github.hnswsearch.encoder.EncoderDescription.TextTower;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A Hugging Face tokenizer with a length limit and no padding. Safe for use by several threads. */
final class Tokenizer implements AutoCloseable {
  /** What BERT's and RoBERTa's families call a piece that is not in the vocabulary. */
  private static final Set<String> UNKNOWN = Set.of("[UNK]", "<unk>");

  private final HuggingFaceTokenizer tokenizer;
  private final int maxCharacters;

  /**
   * Loads a tokenizer.
   *
   * @throws BadInputException if the file is not a {@code tokenizer.json}
   */
  Tokenizer(TextTower tower) throws IOException {
    DjlRuntime.configure();
    this.maxCharacters = tower.maxCharacters();
    this.tokenizer = load(tower.tokenizer(), tower.maxTokens());
  }

  private static HuggingFaceTokenizer load(Path file, int maxTokens) throws IOException {
    TokenizerFile.requireJson(file);
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

  /** Tokens of a text, at most the description's maximum. */
  Tokens tokens(String text) {
    String read = text.substring(0, Math.min(text.length(), maxCharacters));
    Encoding encoding = tokenizer.encode(read);
    return new Tokens(
        encoding.getIds(),
        encoding.exceedMaxLength() || read.length() < text.length(),
        unknownWords(encoding, read));
  }

  private static List<String> unknownWords(Encoding encoding, String text) {
    String[] tokens = encoding.getTokens();
    @Nullable CharSpan[] spans = encoding.getCharTokenSpans();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < tokens.length; i++) {
      CharSpan span = spans[i];
      if (UNKNOWN.contains(tokens[i]) && span != null) {
        // Spans count code points.
        int start = text.offsetByCodePoints(0, span.getStart());
        words.add(
            text.substring(start, text.offsetByCodePoints(start, span.getEnd() - span.getStart())));
      }
    }
    return words.stream().distinct().toList();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
