package io.github.hnswsearch.gallery;

import java.util.List;
import java.util.function.Function;

/** A scene as lines of JSON. */
final class SceneLines {
  private SceneLines() {}

  /** A line of {@code scenes.jsonl}: all that is known of a scene, group by group. */
  static String scene(Scene scene, String id, String file) {
    return new JsonLine()
        .text("id", id)
        .text("file", file)
        .whole("seed", scene.seed())
        .text("ground", scene.ground().text())
        .text("time", scene.time().text())
        .text("weather", scene.weather().text())
        .text("backdrop", scene.backdrop().text())
        .texts("sky", lights(scene))
        .objects("objects", scene.groups().stream().map(SceneLines::group).toList())
        .text("caption", Caption.of(scene))
        .toString();
  }

  /**
   * A line of {@code metadata.jsonl}: a title and columns of single values and lists, as an import
   * joins them to embeddings.
   *
   * @param id what the embeddings have as the picture's id
   */
  static String metadata(Scene scene, String id) {
    return new JsonLine()
        .text("id", id)
        .text("title", Caption.of(scene))
        .texts("kind", values(scene, Group::kind))
        .texts("colour", values(scene, Group::colour))
        .text("ground", scene.ground().text())
        .text("time", scene.time().text())
        .text("weather", scene.weather().text())
        .text("backdrop", scene.backdrop() == Backdrop.NONE ? null : scene.backdrop().text())
        .texts("sky", lights(scene))
        .toString();
  }

  private static JsonLine group(Group group) {
    return new JsonLine()
        .text("kind", group.kind().text())
        .text("colour", group.colour().text())
        .text("roof_colour", group.roofColour() == null ? null : group.roofColour().text())
        .whole("count", group.count())
        .fraction("x", group.x())
        .fraction("y", group.y())
        .fraction("size", group.size());
  }

  private static List<String> lights(Scene scene) {
    return scene.sky().lights().stream().map(Named::text).toList();
  }

  private static List<String> values(Scene scene, Function<Group, Named> value) {
    return scene.groups().stream().map(value).map(Named::text).distinct().toList();
  }
}
