package io.github.hnswsearch.gallery;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.Locale;
import java.util.Scanner;

/** Shapes from path data as SVG writes it: the absolute commands M, L, Q, C and Z. */
final class Outline {
  private Outline() {}

  /**
   * A path.
   *
   * @param data such as {@code M 0 0 L 10 0 Q 12 5 10 10 Z}
   */
  static Path2D of(String data) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    try (Scanner tokens = new Scanner(data).useLocale(Locale.ROOT)) {
      while (tokens.hasNext()) {
        String command = tokens.next();
        switch (command) {
          case "M" -> path.moveTo(tokens.nextDouble(), tokens.nextDouble());
          case "L" -> path.lineTo(tokens.nextDouble(), tokens.nextDouble());
          case "Q" ->
              path.quadTo(
                  tokens.nextDouble(),
                  tokens.nextDouble(),
                  tokens.nextDouble(),
                  tokens.nextDouble());
          case "C" ->
              path.curveTo(
                  tokens.nextDouble(),
                  tokens.nextDouble(),
                  tokens.nextDouble(),
                  tokens.nextDouble(),
                  tokens.nextDouble(),
                  tokens.nextDouble());
          case "Z" -> path.closePath();
          default -> throw new IllegalArgumentException("no path command: " + command);
        }
      }
    }
    return path;
  }

  static Shape ellipse(double centreX, double centreY, double radiusX, double radiusY) {
    return new Ellipse2D.Double(centreX - radiusX, centreY - radiusY, 2 * radiusX, 2 * radiusY);
  }

  static Shape circle(double centreX, double centreY, double radius) {
    return ellipse(centreX, centreY, radius, radius);
  }
}
