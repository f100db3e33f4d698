package io.github.hnswsearch.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** A file at a time: what is known of it holds until it changes. */
record FileVersion(Path file, FileTime modified) {
  static FileVersion of(Path file) throws IOException {
    return new FileVersion(file, Files.getLastModifiedTime(file));
  }
}
