package io.github.hnswsearch.embedding;

import java.nio.file.Path;

/**
 * One input, before it has been read.
 *
 * @param id what a row of it is called: a URL, or a path within a folder
 * @param next where the input goes on after it, see {@link EmbeddingInput#open}
 * @param content what is to be embedded
 */
record Entry(String id, long next, Content content) {

  /** What is to be embedded. */
  sealed interface Content {}

  /** A text that is at hand. */
  record Text(String text) implements Content {}

  /** A document or picture that a worker is to read. */
  record FileContent(Path file) implements Content {}

  /** Something that cannot be embedded. */
  record Unusable(Reason reason) implements Content {}
}
