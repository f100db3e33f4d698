package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Paints scenes at any size; the same scene at the same size is the same picture. */
final class ScenePainter {
  private static final double UNITS = 100;
  private static final Color SHADOW = new Color(10, 15, 40, 70);

  private ScenePainter() {}

  /**
   * Paints a scene.
   *
   * @param size width and height in pixels
   */
  static BufferedImage paint(Scene scene, int size) {
    BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(size / UNITS, size / UNITS);
    Brush brush = new Brush(graphics);
    scenery(brush, scene);
    brush.vignette();
    groups(brush, scene);
    WeatherPainter.paint(brush, scene, random(scene, "weather"));
    graphics.dispose();
    return picture;
  }

  private static void scenery(Brush brush, Scene scene) {
    Atmosphere atmosphere = new Atmosphere(scene.time(), scene.weather());
    if (scene.ground() != Ground.UNDERWATER) {
      SkyPainter.paint(brush, scene, atmosphere, random(scene, "sky"));
      CloudPainter.paint(brush, scene, atmosphere, random(scene, "clouds"));
      BackdropPainter.paint(brush, scene, atmosphere, random(scene, "backdrop"));
    }
    GroundPainter.paint(brush, scene, atmosphere, random(scene, "ground"));
  }

  private static void groups(Brush brush, Scene scene) {
    for (Group group : scene.groups()) {
      RandomGenerator random = random(scene, group.kind().name());
      Look look =
          new Look(
              group.colour().shade(),
              (group.roofColour() == null ? group.colour() : group.roofColour()).shade(),
              scene.ground() == Ground.SEA,
              scene.time() == TimeOfDay.NIGHT);
      boolean mirrored = random.nextBoolean();
      boolean standing = group.kind().place(scene.ground()) == Place.GROUND && !look.afloat();
      List<Box> farFirst =
          group.members().stream().sorted(Comparator.comparingDouble(Box::bottom)).toList();
      for (Box member : farFirst) {
        if (standing) {
          shadow(brush, member);
        }
        object(brush, group.kind(), look, member, mirrored);
      }
    }
  }

  private static void shadow(Brush brush, Box member) {
    double radius = member.width() * UNITS * 0.46;
    brush.fill(
        Outline.ellipse(
            member.centreX() * UNITS,
            (member.bottom() - 0.005) * UNITS,
            radius,
            radius * 0.09 + 0.5),
        SHADOW);
  }

  private static void object(Brush brush, Kind kind, Look look, Box member, boolean mirrored) {
    Sprite sprite = Sprites.of(kind);
    Runnable strokes = () -> sprite.draw(brush, look);
    brush.at(
        member.x() * UNITS,
        member.y() * UNITS,
        member.height(),
        mirrored ? () -> brush.mirrored(UNITS * kind.aspect(), strokes) : strokes);
  }

  /** The randomness of one part of the picture; a stream for each, so that none moves another. */
  private static RandomGenerator random(Scene scene, String part) {
    return new SplittableRandom(scene.seed() + part.hashCode());
  }
}
