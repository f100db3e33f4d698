package io.github.hnswsearch.encoder;

import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns texts into unit vectors. */
public interface TextEncoder extends Encoder {

  /**
   * Embeds one text, cut to the encoder's maximum length.
   *
   * @throws UnknownWordsException if the encoder knows no word of the text
   * @throws EncoderBusyException if too many others wait for it
   */
  TextEmbedding encode(String text) throws IOException;

  /**
   * Embeds many texts, as fast as the machine allows.
   *
   * @return one vector a text, in the same order; null where the encoder knows no word of it
   */
  List<@Nullable UnitVector> encodeAll(List<String> texts) throws IOException;
}
