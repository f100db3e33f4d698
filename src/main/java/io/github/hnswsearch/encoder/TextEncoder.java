package io.github.hnswsearch.encoder;

import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns texts into unit vectors. Safe for use by several threads. */
public interface TextEncoder extends AutoCloseable {

  /** Name of its description in {@code importer/models/}. */
  String name();

  /** Digest of the files that decide its output: encoders of the same fingerprint agree. */
  String fingerprint();

  /** Components of its vectors. */
  int dimension();

  /**
   * Embeds one text, cut to the encoder's maximum length.
   *
   * @throws UnknownWordsException if the encoder knows no word of the text
   */
  UnitVector encode(String text) throws IOException;

  /**
   * Embeds many texts, as fast as the machine allows.
   *
   * @return one vector a text, in the same order; null where the encoder knows no word of it
   */
  List<@Nullable UnitVector> encodeAll(List<String> texts) throws IOException;

  @Override
  void close();
}
