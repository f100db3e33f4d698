package io.github.hnswsearch.encoder;

import java.util.List;

/**
 * A text as a model sees it.
 *
 * @param ids of its tokens, at least one, at most the encoder's maximum
 * @param cut whether the text was longer than that
 * @param unknownWords pieces of the text that the vocabulary does not have
 */
record Tokens(long[] ids, boolean cut, List<String> unknownWords) {
  int length() {
    return ids.length;
  }
}
