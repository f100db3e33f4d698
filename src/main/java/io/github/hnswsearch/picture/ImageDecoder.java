package io.github.hnswsearch.picture;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** ImageIO's decoders, run over files in memory. */
final class ImageDecoder {
  static {
    // Decoders open streams of their own, which would go to temporary files.
    ImageIO.setUseCache(false);
  }

  @FunctionalInterface
  private interface Decode<T> {
    T from(ImageReader reader) throws IOException;
  }

  private ImageDecoder() {}

  /**
   * The samples of a JPEG file as they are stored, upsampled to all pixels but not converted to
   * another colour space.
   */
  static Raster jpegSamples(byte[] file, int length) throws IOException {
    return decode(
        byFormat("jpeg"),
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file, 0, length)),
        reader -> reader.readRaster(0, null));
  }

  /** A PNG, GIF or BMP file. */
  static BufferedImage image(String format, byte[] file) throws IOException {
    return decode(byFormat(format), stream(file), reader -> reader.read(0));
  }

  static BufferedImage webp(byte[] file) throws IOException {
    ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
    return decode(reader, new StrictStream(file), ready -> ready.read(0));
  }

  /** A TIFF file in its own colour space. */
  static BufferedImage tiff(byte[] file) throws IOException {
    ImageReader reader = new TIFFImageReaderSpi().createReaderInstance(null);
    return decode(
        reader,
        stream(file),
        ready -> {
          ImageReadParam param = ready.getDefaultReadParam();
          param.setDestinationType(ready.getRawImageType(0));
          return ready.read(0, param);
        });
  }

  private static ImageReader byFormat(String format) {
    return ImageIO.getImageReadersByFormatName(format).next();
  }

  private static ImageInputStream stream(byte[] file) {
    return new MemoryCacheImageInputStream(new ByteArrayInputStream(file));
  }

  private static <T> T decode(ImageReader reader, ImageInputStream file, Decode<T> decode)
      throws IOException {
    Warnings warnings = new Warnings();
    reader.addIIOReadWarningListener(warnings);
    try (file) {
      reader.setInput(file, true, true);
      T decoded = decode.from(reader);
      warnings.check();
      return decoded;
    } finally {
      reader.dispose();
    }
  }

  /**
   * A file that fails where it ends. The WebP decoder would go on without data, slowly, for as many
   * pixels as the header promises.
   */
  private static final class StrictStream extends MemoryCacheImageInputStream {
    StrictStream(byte[] file) {
      super(new ByteArrayInputStream(file));
    }

    @Override
    public int read() throws IOException {
      return checked(super.read());
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return checked(super.read(target, offset, length));
    }

    private static int checked(int read) throws DamagedPictureException {
      if (read < 0) {
        throw new DamagedPictureException("the data end before the last pixel");
      }
      return read;
    }
  }

  /**
   * Decoders warn where they draw on in spite of damage. The first warning counts, as what follows
   * is guessed.
   */
  private static final class Warnings implements IIOReadWarningListener {
    private String first = "";

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      // Padding after the last block: harmless, and written by many cameras.
      if (first.isEmpty() && !warning.contains("extraneous bytes before marker")) {
        first = warning;
      }
    }

    void check() throws DamagedPictureException {
      if (!first.isEmpty()) {
        throw new DamagedPictureException(first);
      }
    }
  }
}
