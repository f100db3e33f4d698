package io.github.hnswsearch.encoder;

import java.nio.file.Path;

/**
 * A text encoder on disk.
 *
 * @param name what descriptors and manifests call it
 * @param dimension components of its vectors
 * @param model TorchScript file; its method {@code forward} takes input_ids and attention_mask,
 *     both int64 [batch, tokens], and gives float32 [batch, dimension]
 * @param tokenizer Hugging Face {@code tokenizer.json}
 * @param maxTokens longer texts are cut, 1 or more
 * @param maxCharacters longer texts are cut before they reach the tokenizer, whose time grows with
 *     the length of its input
 */
public record EncoderDescription(
    String name, int dimension, Path model, Path tokenizer, int maxTokens, int maxCharacters) {}
