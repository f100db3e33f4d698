package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.record.BadInputException;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Writes a file of embeddings in the layout that the importer and h5py users expect: {@code urls}
 * (rows) and {@code embeddings} (rows x dimension, float32). jHDF takes whole arrays, so a file is
 * as large as the heap allows, at most 2 GB.
 */
public final class EmbeddingFileWriter {
  private EmbeddingFileWriter() {}

  /**
   * Writes a file as a whole: nobody sees a part of it under its name.
   *
   * @param urls one per row
   * @param embeddings rows of equal length, as many as there are URLs, one at least
   */
  public static void write(Path file, List<String> urls, float[][] embeddings) throws IOException {
    if (urls.isEmpty() || urls.size() != embeddings.length) {
      throw new IllegalArgumentException(
          "expected as many URLs as rows and one at least, found %d and %d"
              .formatted(urls.size(), embeddings.length));
    }
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path temporary = folder.resolve("." + file.getFileName() + ".part");
    try {
      try (WritableHdfFile hdf5 = HdfFile.write(temporary)) {
        hdf5.putDataset("urls", urls.toArray(String[]::new));
        hdf5.putDataset("embeddings", embeddings);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (HdfException e) {
      throw new BadInputException(
          file.toString(),
          "expected to write " + embeddings.length + " rows, found: " + e.getMessage(),
          "Check the space left on the disk",
          e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
