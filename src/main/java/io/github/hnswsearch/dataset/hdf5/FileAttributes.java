package io.github.hnswsearch.dataset.hdf5;

import io.jhdf.api.Attribute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Texts that a file keeps about itself. */
public final class FileAttributes {
  private FileAttributes() {}

  /**
   * An attribute of the root group.
   *
   * @return empty where the file has none of that name, or one that is no text
   * @throws io.github.hnswsearch.record.BadInputException if it is no HDF5 file
   */
  public static Optional<String> text(Path file, String name) throws IOException {
    return Guard.call(
        file.toString(),
        () -> {
          try (Hdf5File hdf5 = Hdf5File.open(file)) {
            Attribute attribute = hdf5.root().getAttribute(name);
            return attribute != null && attribute.getData() instanceof String text
                ? Optional.of(text)
                : Optional.empty();
          }
        });
  }
}
