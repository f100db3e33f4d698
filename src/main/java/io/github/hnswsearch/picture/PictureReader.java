package io.github.hnswsearch.picture;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/**
 * Reads JPEG, PNG, GIF, BMP, TIFF and WebP files, told by their content, into upright RGB pictures:
 * the first frame or page, turned by its EXIF orientation, alpha and colour profiles ignored. The
 * samples equal those of Pillow's {@code convert("RGB")}; the exceptions are lossy WebP (its
 * colours are upsampled in a simpler way) and grey of 16 bits (which Pillow clips to white).
 *
 * <p>Alpha is dropped, not laid over a background, because CLIP's preprocessing does so: pictures
 * must be embedded now as they were when the published collections were made.
 *
 * <p>Safe for use by several threads, which together decode no more pixels at a time than one
 * picture may have: others wait.
 */
public final class PictureReader {
  private static final int PIXELS_A_PERMIT = 1024;

  private final PictureLimits limits;
  private final Semaphore room;

  /** A reader with the {@linkplain PictureLimits#DEFAULT default limits}. */
  public PictureReader() {
    this(PictureLimits.DEFAULT);
  }

  public PictureReader(PictureLimits limits) {
    this.limits = limits;
    this.room = new Semaphore(permits(limits.pixels()), true);
  }

  /**
   * Reads a file.
   *
   * @throws BadInputException if there is no such file, or it is not a picture that can be read,
   *     damaged or too large
   */
  public Picture read(Path file) throws BadInputException {
    String where = file.toString();
    if (Files.notExists(file)) {
      throw new BadInputException(where, "there is no such file", "Check the path");
    }
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(
          where, "expected a picture, found a folder or device", "Name a picture file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, where);
    } catch (BadInputException e) {
      throw e;
    } catch (IOException e) {
      throw new BadInputException(
          where, "the file cannot be read: " + e.getMessage(), "Check its permissions and disk", e);
    }
  }

  /**
   * Reads a stream to its end, or a little beyond the limit on files.
   *
   * @param where what to call the picture in errors, for example the name of an upload
   * @throws BadInputException if it is not a picture that can be read, damaged or too large
   * @throws IOException if the stream fails
   */
  public Picture read(InputStream in, String where) throws IOException {
    return read(in.readNBytes((int) Math.min(limits.fileBytes() + 1L, Integer.MAX_VALUE)), where);
  }

  /**
   * Reads a file in memory.
   *
   * @param file left as it is
   * @param where what to call the picture in errors, for example the name of an upload
   * @throws BadInputException if it is not a picture that can be read, damaged or too large
   */
  public Picture read(byte[] file, String where) throws BadInputException {
    if (file.length > limits.fileBytes()) {
      throw new BadInputException(
          where,
          "expected a picture file of at most %,d bytes, found a longer one"
              .formatted(limits.fileBytes()),
          "Make the picture smaller");
    }
    PictureFormat format = PictureFormat.of(file);
    if (format == null) {
      throw new BadInputException(
          where,
          "expected a JPEG, PNG, GIF, BMP, TIFF or WebP picture, found "
              + OtherFormat.describe(file),
          "Save it in one of these formats");
    }
    String picture = where + " (" + format + ")";
    EncodedPicture encoded = Guard.call(picture, () -> format.open(file));
    checkSize(encoded, picture);
    int permits = permits((long) encoded.width() * encoded.height());
    room.acquireUninterruptibly(permits);
    try {
      return Guard.call(picture, () -> encoded.orientation().apply(encoded.decode()));
    } finally {
      room.release(permits);
    }
  }

  private void checkSize(EncodedPicture encoded, String where) throws BadInputException {
    int width = encoded.width();
    int height = encoded.height();
    if (width < 1 || height < 1) {
      throw new BadInputException(
          where,
          "expected a size in pixels, found %d x %d".formatted(width, height),
          "The file is damaged: fetch it again");
    }
    if ((long) width * height > limits.pixels() || Math.max(width, height) > PictureLimits.SIDE) {
      throw new BadInputException(
          where,
          "expected at most %,d pixels and %,d a side, found %,d x %,d"
              .formatted(limits.pixels(), PictureLimits.SIDE, width, height),
          "Make the picture smaller");
    }
  }

  private static int permits(long pixels) {
    return Math.toIntExact(pixels / PIXELS_A_PERMIT + 1);
  }
}
