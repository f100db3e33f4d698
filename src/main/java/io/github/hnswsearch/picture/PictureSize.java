package io.github.hnswsearch.picture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The size of a picture as it is shown, upright.
 *
 * @param width columns, from 1
 * @param height rows, from 1
 */
public record PictureSize(int width, int height) {
  /** Frames of JPEG files stand behind profiles and previews; few of those are longer. */
  private static final int HEAD_BYTES = 128 << 10;

  /**
   * What the start of a file says of its size. Nothing is decoded and nothing is checked: it is for
   * those who make room for a picture before it is there.
   *
   * @return empty where the start of the file does not say it
   */
  public static Optional<PictureSize> of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(HEAD_BYTES));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Optional<PictureSize> of(byte[] head) {
    PictureFormat format = PictureFormat.of(head);
    try {
      return format == null
          ? Optional.empty()
          : new PictureHeader(head)
              .size(format)
              .filter(size -> isSide(size.width) && isSide(size.height));
    } catch (IndexOutOfBoundsException | DamagedPictureException e) {
      return Optional.empty(); // The header goes on behind what was read, or the file ends in it.
    }
  }

  private static boolean isSide(int pixels) {
    return pixels >= 1 && pixels <= PictureLimits.SIDE;
  }

  PictureSize turned() {
    return new PictureSize(/* width= */ height, /* height= */ width);
  }
}
