package io.github.hnswsearch.gallery;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as bytes. */
final class PictureBytes {
  private static final float JPEG_QUALITY = 0.88f;
  private static final int CHANNELS = 3;

  private PictureBytes() {}

  static byte[] of(BufferedImage picture, GalleryFormat format) throws IOException {
    return format == GalleryFormat.RAW ? raw(picture) : compressed(picture, format);
  }

  private static byte[] raw(BufferedImage picture) {
    int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
    byte[] bytes = new byte[CHANNELS * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      bytes[CHANNELS * i] = (byte) (pixels[i] >> 16);
      bytes[CHANNELS * i + 1] = (byte) (pixels[i] >> 8);
      bytes[CHANNELS * i + 2] = (byte) pixels[i];
    }
    return bytes;
  }

  private static byte[] compressed(BufferedImage picture, GalleryFormat format) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format.text()).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (format == GalleryFormat.JPG) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(JPEG_QUALITY);
      }
      writer.setOutput(output);
      writer.write(null, new IIOImage(picture, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
