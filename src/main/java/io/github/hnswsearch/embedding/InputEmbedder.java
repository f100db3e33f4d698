package io.github.hnswsearch.embedding;

import io.github.hnswsearch.encoder.EncoderIdentity;
import java.io.IOException;
import java.util.List;

/** Turns inputs into rows with all cores. */
interface InputEmbedder {

  /** Which encoder makes the rows. */
  EncoderIdentity encoder();

  /** How many inputs to hand over at once, at most: what it keeps of them must fit the heap. */
  int mostInputs();

  /**
   * Embeds inputs.
   *
   * @param entries 1 or more
   * @return what became of the first of them, 1 or more, in the same order; mostly of all
   * @throws IOException if not even the first can be tried; what is wrong with one is an outcome
   */
  List<Outcome> embed(List<Entry> entries) throws IOException;
}
