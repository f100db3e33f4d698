package io.github.hnswsearch.embedding;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.dataset.EmbeddingFolder;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFile;
import io.github.hnswsearch.dataset.hdf5.FileAttributes;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One file. Parts are made in a hidden folder beside it and joined at the end. */
final class FileOutput extends EmbeddingOutput {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  FileOutput(Path file) {
    this.file = file;
  }

  @Override
  Path path() {
    return file;
  }

  @Override
  Path workFolder() {
    return file.resolveSibling("." + file.getFileName() + ".parts");
  }

  @Override
  void refuseForeign() throws IOException {
    if (Files.exists(file)) {
      if (!isOwn()) {
        throw foreign(file, "a file that something else made");
      }
    } else if (Files.exists(skippedList())) {
      throw foreign(skippedList(), "a file in the place of the list of skipped inputs");
    } else if (Files.exists(metadata())) {
      throw foreign(metadata(), "a file in the place of the metadata");
    }
  }

  private boolean isOwn() throws IOException {
    try {
      return FileAttributes.text(file, PartWriter.JOB_ATTRIBUTE).isPresent();
    } catch (BadInputException e) {
      return false; // Not even HDF5.
    }
  }

  @Override
  @Nullable JobState earlier() throws IOException {
    Optional<JobState> unfinished = JobState.read(workFolder());
    if (unfinished.isPresent()) {
      return unfinished.get();
    }
    return Files.exists(file) ? delivered() : null;
  }

  /** The state that the file itself tells. */
  private @Nullable JobState delivered() throws IOException {
    Optional<String> job = FileAttributes.text(file, PartWriter.JOB_ATTRIBUTE);
    Optional<String> skipped = FileAttributes.text(file, PartJoin.SKIPPED_ATTRIBUTE);
    try (EmbeddingFile embeddings = EmbeddingFile.open(file, DatasetNames.DETECT)) {
      return JobState.finished(
          JSON.readValue(job.orElse("{}"), new TypeReference<Map<String, String>>() {}),
          embeddings.rows(),
          JSON.readValue(skipped.orElse("{}"), new TypeReference<TreeMap<String, Long>>() {}));
    } catch (JacksonException e) {
      throw foreign(file, "a file that something else made");
    }
  }

  @Override
  void deliver(JobState done, InputKind kind) throws IOException {
    Path work = workFolder();
    if (Files.exists(work.resolve(EmbeddingFolder.PROGRESS))) {
      Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
      try {
        new PartJoin(work, done, kind).write(temporary);
        DurableFiles.move(temporary, file);
      } finally {
        Files.deleteIfExists(temporary);
      }
      deliver(work.resolve(PartWriter.SKIPPED_LIST), skippedList());
      deliver(work.resolve(PartWriter.METADATA), metadata());
      // First: without it the rest is known to be of no use.
      Files.delete(work.resolve(EmbeddingFolder.PROGRESS));
    }
    DurableFiles.deleteTree(work);
  }

  private static void deliver(Path list, Path target) throws IOException {
    if (Files.exists(list)) {
      DurableFiles.move(list, target);
    } else {
      Files.deleteIfExists(target);
    }
  }

  @Override
  void discard() throws IOException {
    DurableFiles.deleteTree(workFolder());
  }

  @Override
  Path skippedList() {
    return beside(PartWriter.SKIPPED_LIST);
  }

  @Override
  Path metadata() {
    return beside(PartWriter.METADATA);
  }

  private Path beside(String name) {
    String own = file.getFileName().toString();
    return file.resolveSibling(own.substring(0, own.lastIndexOf('.')) + "." + name);
  }
}
