package io.github.hnswsearch.gallery;

/** A scene as a line of {@code scenes.jsonl}. */
final class SceneJson {
  private SceneJson() {}

  static String of(Scene scene, String id, String file) {
    return new JsonLine()
        .text("id", id)
        .text("file", file)
        .whole("seed", scene.seed())
        .text("ground", scene.ground().text())
        .text("time", scene.time().text())
        .text("weather", scene.weather().text())
        .text("backdrop", scene.backdrop().text())
        .texts("sky", scene.sky().stream().map(Named::text).toList())
        .objects("objects", scene.groups().stream().map(SceneJson::group).toList())
        .text("caption", Caption.of(scene))
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
}
