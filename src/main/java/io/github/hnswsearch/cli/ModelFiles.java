package io.github.hnswsearch.cli;

import io.github.hnswsearch.download.KeptFile;
import io.github.hnswsearch.download.RemoteFile;
import io.github.hnswsearch.encoder.EncoderSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The files of an encoder: which are here, which can be fetched. */
final class ModelFiles {

  /**
   * One of them.
   *
   * @param name as the description gives it
   * @param here where it is, empty where it is not
   * @param remote where it is published, empty where nobody says
   */
  record ModelFile(String name, Optional<Path> here, Optional<RemoteFile> remote) {
    /** The file that is here, with what is known of it. */
    Optional<KeptFile> kept() {
      return here.map(
          path ->
              new KeptFile(
                  path,
                  remote.map(RemoteFile::bytes).orElse(OptionalLong.empty()),
                  remote.flatMap(RemoteFile::sha256)));
    }
  }

  private final EncoderSummary encoder;
  private final Path folder;

  /**
   * Those of one encoder.
   *
   * @param models the folder of all fetched models
   */
  ModelFiles(EncoderSummary encoder, Path models) {
    this.encoder = encoder;
    this.folder = models.resolve(encoder.name());
  }

  EncoderSummary encoder() {
    return encoder;
  }

  /** Where its files are fetched to. */
  Path folder() {
    return folder;
  }

  /** All that the description names, needed or published. */
  List<ModelFile> all() {
    Map<String, RemoteFile> published = new LinkedHashMap<>();
    encoder.remote().forEach(file -> published.put(file.path(), file));
    List<ModelFile> files = new ArrayList<>();
    encoder
        .files()
        .forEach(
            (name, here) ->
                files.add(new ModelFile(name, here, Optional.ofNullable(published.remove(name)))));
    published.forEach(
        (name, file) ->
            files.add(
                new ModelFile(
                    name,
                    Optional.of(file.in(folder)).filter(Files::isRegularFile),
                    Optional.of(file))));
    return files;
  }

  /** What a pull fetches or checks: all that is published, but for what a user put elsewhere. */
  List<RemoteFile> toPull() {
    return all().stream()
        .filter(file -> file.here().isEmpty() || file.here().get().startsWith(folder))
        .flatMap(file -> file.remote().stream())
        .toList();
  }

  boolean isWholeHere() {
    return all().stream().allMatch(file -> file.here().isPresent());
  }
}
