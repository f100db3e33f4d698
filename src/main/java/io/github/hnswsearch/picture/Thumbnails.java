package io.github.hnswsearch.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Small JPEG files to show. They hold pixels alone: place, time and camera, which a photograph may
 * tell, stay behind.
 */
public final class Thumbnails {
  private static final float QUALITY = 0.85f;
  private static final int[] RED_GREEN_BLUE = {0, 1, 2};
  private static final ColorModel SRGB =
      new ComponentColorModel(
          ColorSpace.getInstance(ColorSpace.CS_sRGB),
          false,
          false,
          ColorModel.OPAQUE,
          DataBuffer.TYPE_BYTE);

  private Thumbnails() {}

  /**
   * A JPEG file of a picture.
   *
   * @param longerSide most pixels of the longer side, from 1; a smaller picture keeps its size
   */
  public static byte[] jpeg(Picture picture, int longerSide) {
    return write(shrunk(picture, longerSide));
  }

  private static Picture shrunk(Picture picture, int longerSide) {
    int longer = Math.max(picture.width(), picture.height());
    if (longer <= longerSide) {
      return picture;
    }
    return Resampling.BICUBIC.resize(
        picture,
        scaled(picture.width(), longerSide, longer),
        scaled(picture.height(), longerSide, longer));
  }

  private static int scaled(int side, int longerSide, int longer) {
    return Math.max(1, Math.round((float) side * longerSide / longer));
  }

  private static byte[] write(Picture picture) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(stream);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      writer.write(null, new IIOImage(image(picture), null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  private static BufferedImage image(Picture picture) {
    byte[] samples = picture.samples();
    int rowBytes = picture.width() * Picture.CHANNELS;
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(samples, samples.length),
            picture.width(),
            picture.height(),
            rowBytes,
            Picture.CHANNELS,
            RED_GREEN_BLUE,
            null);
    return new BufferedImage(SRGB, raster, false, null);
  }
}
