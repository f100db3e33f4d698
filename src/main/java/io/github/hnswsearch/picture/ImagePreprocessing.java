package io.github.hnswsearch.picture;

import io.github.hnswsearch.picture.Resampling.Window;
import java.util.Arrays;

/**
 * From a picture to the input of an image encoder, as torchvision's {@code Resize(size)}, {@code
 * CenterCrop(size)}, {@code ToTensor()} and {@code Normalize(mean, std)} do it on Pillow's
 * pictures: the shorter side is resized to {@code size}, a square is cut out of the middle, and
 * each channel is scaled to 0 to 1 and normalised.
 *
 * @param size columns and rows of the result, 1 to {@value #MAX_SIZE}
 * @param resampling of the resize
 * @param mean of red, green and blue over the pictures of training, samples from 0 to 1
 * @param std standard deviation of red, green and blue likewise, above 0
 */
public record ImagePreprocessing(int size, Resampling resampling, float[] mean, float[] std) {
  /**
   * An input of 48 MB, larger than that of any encoder: a guard against a slip in a description.
   */
  public static final int MAX_SIZE = 2048;

  private static final int LEVELS = 256;

  public ImagePreprocessing {
    if (size < 1 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "expected a size from 1 to %d pixels, found %d".formatted(MAX_SIZE, size));
    }
    if (mean.length != Picture.CHANNELS || std.length != Picture.CHANNELS) {
      throw new IllegalArgumentException(
          "expected mean and std of 3 channels, found %d and %d"
              .formatted(mean.length, std.length));
    }
    for (int i = 0; i < Picture.CHANNELS; i++) {
      if (!Float.isFinite(mean[i]) || !Float.isFinite(std[i]) || std[i] <= 0) {
        throw new IllegalArgumentException(
            "expected finite means and standard deviations above 0, found %s and %s"
                .formatted(Arrays.toString(mean), Arrays.toString(std)));
      }
    }
    mean = mean.clone();
    std = std.clone();
  }

  /**
   * Resizes and cuts out, without normalising: what the encoder sees.
   *
   * @return {@code size} x {@code size} pixels
   */
  public Picture crop(Picture picture) {
    int shorter = Math.min(picture.width(), picture.height());
    int width = scaled(picture.width(), shorter);
    int height = scaled(picture.height(), shorter);
    return resampling.resize(
        picture, width, height, new Window(margin(width), margin(height), size, size));
  }

  /** A side after the resize, rounded down as torchvision does. */
  private int scaled(int side, int shorter) {
    return Math.toIntExact((long) size * side / shorter);
  }

  /** What is cut off on the left or above: halves go to the even number, as in Python. */
  private int margin(int side) {
    return (int) Math.rint((side - size) / 2.0);
  }

  /**
   * The input of the encoder.
   *
   * @return 3 x {@code size} x {@code size} numbers: all of red, then green, then blue, each row by
   *     row
   */
  public float[] apply(Picture picture) {
    byte[] samples = crop(picture).samples();
    int pixels = size * size;
    float[] input = new float[Picture.CHANNELS * pixels];
    for (int channel = 0; channel < Picture.CHANNELS; channel++) {
      float[] normalised = normalised(channel);
      int to = channel * pixels;
      for (int from = channel; from < samples.length; from += Picture.CHANNELS) {
        input[to++] = normalised[samples[from] & 0xff];
      }
    }
    return input;
  }

  private float[] normalised(int channel) {
    float[] values = new float[LEVELS];
    for (int i = 0; i < LEVELS; i++) {
      values[i] = (i / 255f - mean[channel]) / std[channel];
    }
    return values;
  }
}
