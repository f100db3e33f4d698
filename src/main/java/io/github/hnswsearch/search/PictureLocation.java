package io.github.hnswsearch.search;

import java.nio.file.Path;

/** Where the picture of an item is. */
public sealed interface PictureLocation {

  /**
   * On this machine.
   *
   * @param file inside the folder that the collection was imported with
   */
  record LocalFile(Path file) implements PictureLocation {}

  /**
   * Somewhere on the web.
   *
   * @param address starts as one of http or https does; otherwise it is as its metadata has it, and
   *     may lead anywhere
   */
  record WebAddress(String address) implements PictureLocation {}
}
