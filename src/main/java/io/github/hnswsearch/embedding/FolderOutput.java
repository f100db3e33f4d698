package io.github.hnswsearch.embedding;

import io.github.hnswsearch.dataset.EmbeddingFolder;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parts in a folder, where they are made. */
final class FolderOutput extends EmbeddingOutput {
  private final Path folder;

  FolderOutput(Path folder) {
    this.folder = folder;
  }

  @Override
  Path path() {
    return folder;
  }

  @Override
  Path workFolder() {
    return folder;
  }

  @Override
  void refuseForeign() throws IOException {
    if (!Files.exists(folder) || Files.exists(folder.resolve(EmbeddingFolder.PROGRESS))) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw foreign(folder, "a file; one of embeddings ends in .h5");
    }
    try (Stream<Path> entries = Files.list(folder)) {
      Optional<Path> entry = entries.filter(path -> !PartWriter.isOwn(path)).findFirst();
      if (entry.isPresent()) {
        throw foreign(folder, entry.get().getFileName() + " in it");
      }
    }
  }

  @Override
  @Nullable JobState earlier() throws IOException {
    JobState before = JobState.read(folder).orElse(null);
    if (before != null && before.finished()) {
      EmbeddingFolder.requireWhole(folder);
    }
    return before;
  }

  @Override
  void deliver(JobState done, InputKind kind) {
    // The parts are where they were asked for.
  }

  @Override
  void discard() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.filter(PartWriter::isOwn).toList()) {
        Files.delete(entry);
      }
    }
    try {
      Files.delete(folder);
    } catch (DirectoryNotEmptyException e) {
      // It was there before.
    }
  }

  @Override
  Path skippedList() {
    return folder.resolve(PartWriter.SKIPPED_LIST);
  }

  @Override
  Path metadata() {
    return folder.resolve(PartWriter.METADATA);
  }
}
