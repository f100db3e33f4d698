package io.github.hnswsearch.gallery;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/** Paints shapes; the unit is a hundredth of the height of what is drawn, from its upper left. */
final class Brush {
  private static final double OUTLINE_WIDTH = 1.8;

  private final Graphics2D graphics;

  Brush(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /** An area with a little light from above and an outline. */
  void body(Shape shape, Color colour) {
    Rectangle2D bounds = shape.getBounds2D();
    graphics.setPaint(
        new GradientPaint(
            0,
            (float) bounds.getMinY(),
            Shades.lighter(colour, 0.14),
            0,
            (float) bounds.getMaxY(),
            Shades.darker(colour, 0.1)));
    graphics.fill(shape);
    line(shape, OUTLINE_WIDTH, Shades.outline(colour));
  }

  /** A flat area. */
  void fill(Shape shape, Color colour) {
    graphics.setPaint(colour);
    graphics.fill(shape);
  }

  /** A line with round ends. */
  void line(Shape shape, double width, Color colour) {
    graphics.setPaint(colour);
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(shape);
  }

  void line(double x1, double y1, double x2, double y2, double width, Color colour) {
    line(new Line2D.Double(x1, y1, x2, y2), width, colour);
  }

  void rectangle(double x, double y, double width, double height, Color colour) {
    fill(new Rectangle2D.Double(x, y, width, height), colour);
  }

  /** An area whose colour changes from top to bottom, at even distances. */
  void vertical(Shape shape, double top, double bottom, Color... colours) {
    float[] stops = new float[colours.length];
    for (int i = 0; i < stops.length; i++) {
      stops[i] = (float) i / (stops.length - 1);
    }
    graphics.setPaint(new LinearGradientPaint(0, (float) top, 0, (float) bottom, stops, colours));
    graphics.fill(shape);
  }

  /** Light that fades outwards to nothing. */
  void glow(double x, double y, double radius, Color colour, double strength) {
    graphics.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(x, y),
            (float) radius,
            new float[] {0, 0.35f, 1},
            new Color[] {
              Shades.opaque(colour, strength),
              Shades.opaque(colour, strength * 0.45),
              Shades.opaque(colour, 0)
            }));
    graphics.fill(Outline.circle(x, y, radius));
  }

  /** Darkens the corners of a picture a little. */
  void vignette() {
    graphics.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(50, 46),
            74,
            new float[] {0.55f, 1},
            new Color[] {new Color(5, 10, 40, 0), new Color(5, 10, 40, 64)}));
    graphics.fill(new Rectangle2D.Double(0, 0, 100, 100));
  }

  /** Runs strokes whose origin and unit are others. */
  void at(double x, double y, double scale, Runnable strokes) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, y);
    graphics.scale(scale, scale);
    strokes.run();
    graphics.setTransform(before);
  }

  /** Runs strokes with left and right exchanged, within a width. */
  void mirrored(double width, Runnable strokes) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(width, 0);
    graphics.scale(-1, 1);
    strokes.run();
    graphics.setTransform(before);
  }

  /** Runs strokes around a point turned by an angle in degrees. */
  void turned(double x, double y, double degrees, Runnable strokes) {
    AffineTransform before = graphics.getTransform();
    graphics.rotate(Math.toRadians(degrees), x, y);
    strokes.run();
    graphics.setTransform(before);
  }

  /** Runs strokes that paint within an area alone. */
  void within(Shape area, Runnable strokes) {
    Shape before = graphics.getClip();
    graphics.clip(area);
    strokes.run();
    graphics.setClip(before);
  }
}
