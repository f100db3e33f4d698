package io.github.hnswsearch.picture;

/**
 * How the samples of a resized picture are mixed: by a kernel that is stretched over all samples
 * that fall into a new one, so that nothing is skipped where a picture shrinks (antialiasing).
 *
 * <p>Results equal those of Pillow, which CLIP was trained with, to the last bit; see {@link
 * AxisWeights} for how.
 */
public enum Resampling {
  /** A straight slope to the neighbours: the triangle of width 2. */
  BILINEAR(1) {
    @Override
    double weight(double distance) {
      return Math.max(0, 1 - Math.abs(distance));
    }
  },

  /**
   * Cubic convolution over four neighbours (Keys, "Cubic convolution interpolation for digital
   * image processing", 1981) with its parameter a = -0.5.
   */
  BICUBIC(2) {
    private static final double A = -0.5;

    @Override
    double weight(double distance) {
      double x = Math.abs(distance);
      if (x < 1) {
        return ((A + 2) * x - (A + 3)) * x * x + 1;
      }
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
    }
  };

  /** Distance from which on the kernel is 0, in samples. */
  private final double support;

  Resampling(double support) {
    this.support = support;
  }

  /** The kernel at a distance in samples; not normalised. */
  abstract double weight(double distance);

  double support() {
    return support;
  }

  /**
   * Resizes a picture.
   *
   * @param width of the result in pixels, from 1
   * @param height of the result in pixels, from 1
   */
  public Picture resize(Picture picture, int width, int height) {
    return resize(picture, width, height, new Window(0, 0, width, height));
  }

  /**
   * Resizes a picture and cuts a window out of the result, for the work of the window alone.
   *
   * @param width of the whole result in pixels, from 1
   * @param height of the whole result in pixels, from 1
   * @param window inside the whole result
   */
  public Picture resize(Picture picture, int width, int height, Window window) {
    if (window.left + window.width > width || window.top + window.height > height) {
      throw new IllegalArgumentException(
          "expected a window inside %d x %d pixels, found %s".formatted(width, height, window));
    }
    AxisWeights columns = AxisWeights.of(this, picture.width(), width, window.left, window.width);
    AxisWeights rows = AxisWeights.of(this, picture.height(), height, window.top, window.height);
    return new Picture(window.width, window.height, SeparableResize.apply(picture, columns, rows));
  }

  /**
   * Part of a picture, in pixels.
   *
   * @param left first column, from 0
   * @param top first row, from 0
   */
  public record Window(int left, int top, int width, int height) {
    public Window {
      if (left < 0 || top < 0 || width < 1 || height < 1) {
        throw new IllegalArgumentException(
            "expected a window of one pixel or more, found %d x %d at (%d, %d)"
                .formatted(width, height, left, top));
      }
    }
  }
}
