package io.github.hnswsearch.encoder;

import io.github.hnswsearch.picture.Picture;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns pictures into unit vectors; those of its texts lie in the same space. */
public interface ImageEncoder extends Encoder {

  /**
   * Embeds one picture.
   *
   * @throws io.github.hnswsearch.record.BadInputException if its vector has no direction
   * @throws EncoderBusyException if too many others wait for it
   */
  UnitVector encode(Picture picture) throws IOException;

  /**
   * Embeds many pictures, as fast as the machine allows.
   *
   * @return one vector a picture, in the same order; null where its vector has no direction
   */
  List<@Nullable UnitVector> encodeAll(List<Picture> pictures) throws IOException;
}
