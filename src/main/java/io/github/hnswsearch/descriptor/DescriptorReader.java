package io.github.hnswsearch.descriptor;

import java.io.IOException;
import java.nio.file.Path;

/** Reads descriptors as users write them. */
public final class DescriptorReader {
  private DescriptorReader() {}

  /**
   * Reads a descriptor. Relative paths in it are relative to its folder.
   *
   * @throws io.github.hnswsearch.record.BadInputException if the file is missing or is no
   *     descriptor, with line, column and key
   */
  public static Descriptor read(Path yaml) throws IOException {
    LocatedYaml document = LocatedYaml.read(yaml, "collection: NAME");
    Path folder = yaml.toAbsolutePath().normalize().getParent();
    return DescriptorTree.read(document.root(), document::locate, folder);
  }
}
