package io.github.hnswsearch.encoder;

import io.github.hnswsearch.picture.ImagePreprocessing;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An encoder on disk: a text tower, a picture tower or both, whose vectors share one space.
 *
 * @param name what descriptors and manifests call it
 * @param dimension components of its vectors
 * @param checkpoint the published weights that its files are a conversion of; conversions of the
 *     same weights count as the same encoder. Null where the files themselves are the identity
 * @param engine runs the models
 * @param cpuOnly whether its models run on no GPU
 */
record EncoderDescription(
    String name,
    int dimension,
    @Nullable String checkpoint,
    EncoderEngine engine,
    boolean cpuOnly,
    @Nullable TextTower text,
    @Nullable ImageTower image) {

  /**
   * Texts to vectors.
   *
   * @param model TorchScript or ONNX file
   * @param method of a TorchScript model
   * @param inputs what it takes, in order, each int64 [batch, tokens]
   * @param pooling what makes [batch, dimension] of its output
   * @param tokenizer Hugging Face {@code tokenizer.json}
   * @param maxTokens longer texts are cut, 1 or more
   * @param maxCharacters longer texts are cut before they reach the tokenizer, whose time grows
   *     with the length of its input
   * @param padId token that fills the shorter texts of a batch
   */
  record TextTower(
      Path model,
      String method,
      List<TokenInput> inputs,
      Pooling pooling,
      Path tokenizer,
      int maxTokens,
      int maxCharacters,
      long padId) {}

  /**
   * Pictures to vectors.
   *
   * @param model TorchScript or ONNX file; takes float32 [batch, 3, size, size], gives [batch,
   *     dimension]
   * @param method of a TorchScript model
   * @param input name of what it takes
   * @param preprocessing what makes numbers of a picture
   */
  record ImageTower(Path model, String method, String input, ImagePreprocessing preprocessing) {}
}
