package io.github.hnswsearch.embedding;

import io.github.hnswsearch.embedding.EmbeddingRequest.Earlier;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a job's rows go. */
abstract class EmbeddingOutput {
  private static final List<String> FILE_ENDINGS = List.of(".h5", ".hdf5");

  /** A file by its ending, else a folder. */
  static EmbeddingOutput of(Path output) {
    Path absolute = output.toAbsolutePath().normalize();
    String name = String.valueOf(absolute.getFileName()).toLowerCase(Locale.ROOT);
    boolean file = FILE_ENDINGS.stream().anyMatch(name::endsWith) && !Files.isDirectory(absolute);
    return file ? new FileOutput(absolute) : new FolderOutput(absolute);
  }

  /** The file or folder that was asked for. */
  abstract Path path();

  /** The folder in which parts are made. */
  abstract Path workFolder();

  /**
   * Makes sure that nothing that was made by something else is in the way. Changes nothing.
   *
   * @throws BadInputException if there is
   */
  abstract void refuseForeign() throws IOException;

  /**
   * What earlier runs have done of a job, in the work folder or elsewhere.
   *
   * @return null where there is nothing to go on with
   */
  abstract @Nullable JobState earlier() throws IOException;

  /** Puts what the work folder holds where it was asked for. The job's lock is released by then. */
  abstract void deliver(JobState done, InputKind kind) throws IOException;

  /** Leaves nothing of a job that made no row. */
  abstract void discard() throws IOException;

  /** The list of skipped inputs of a finished job, whether there is one or not. */
  abstract Path skippedList();

  /** The metadata of a finished job, whether there is one or not. */
  abstract Path metadata();

  /**
   * Decides what to go on with.
   *
   * @return the state of an earlier run of the same job, or a new one
   * @throws BadInputException if an earlier run was of another job and may not be replaced
   */
  final JobState begin(Map<String, String> job, Earlier wanted) throws IOException {
    JobState before = wanted == Earlier.REPLACE ? null : earlier();
    if (before == null) {
      return JobState.start(job);
    }
    if (before.job().equals(job)) {
      return before;
    }
    if (wanted == Earlier.CONTINUE) {
      throw otherJob(before.job(), job);
    }
    return JobState.start(job);
  }

  private BadInputException otherJob(Map<String, String> before, Map<String, String> now) {
    Set<String> names = new LinkedHashSet<>(now.keySet());
    names.addAll(before.keySet());
    String different =
        names.stream()
            .filter(name -> !Objects.equals(before.get(name), now.get(name)))
            .findFirst()
            .orElseThrow();
    return new BadInputException(
        path().toString(),
        "expected the job of the earlier run, found another: %s was %s, and is %s now"
            .formatted(
                different.replace('_', ' '),
                before.getOrDefault(different, "not given"),
                now.getOrDefault(different, "not given")),
        "Go on with the same job, name another output, or start over with --restart");
  }

  static BadInputException foreign(Path path, String found) {
    return new BadInputException(
        path.toString(),
        "expected nothing, or what embed made before; found " + found,
        "Name another output; this one is left as it is");
  }
}
