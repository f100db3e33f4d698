package io.github.hnswsearch.download;

import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fetches published files into a folder. A file has its own name there only when it is whole and
 * verified; until then its bytes are in {@code <name>.part}, where the next pull goes on, be it
 * after a cut connection or after the end of the process.
 *
 * <p>What it reads from the environment: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code
 * ALL_PROXY}, {@code NO_PROXY}; {@code HF_ENDPOINT}, which stands in for {@code
 * https://huggingface.co}; {@code HF_TOKEN}, which is sent to that host alone.
 */
public final class Downloader {
  private static final Duration CONNECT = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final WebClient web;
  private final Backoff backoff;
  private final Machine machine;
  private final DownloadListener listener;

  /**
   * @param environment the process's variables
   * @throws BadInputException if one of the variables cannot be used
   */
  public Downloader(Map<String, String> environment, DownloadListener listener)
      throws BadInputException {
    this(new WebClient(environment, CONNECT, PATIENCE), Backoff.DEFAULT, Machine.THIS, listener);
  }

  Downloader(WebClient web, Backoff backoff, Machine machine, DownloadListener listener) {
    this.web = web;
    this.backoff = backoff;
    this.machine = machine;
    this.listener = listener;
  }

  /**
   * Fetches what is not here whole. A file that is here and is what it should be is left alone; one
   * that is not stays until the new one is whole.
   *
   * @param folder what the files' paths are relative to; made if need be
   * @return what was done for each file, by its path, in their order
   * @throws BadInputException if a file does not come or is not what it should be; those before it
   *     are in place
   * @throws InterruptedException if the thread is interrupted; the next pull goes on there
   */
  public Map<String, PullOutcome> pull(List<RemoteFile> files, Path folder)
      throws IOException, InterruptedException {
    Path absolute = folder.toAbsolutePath();
    Map<URI, List<RemoteFile>> archives = new LinkedHashMap<>();
    Map<String, PullOutcome> outcomes = new LinkedHashMap<>();
    try {
      for (RemoteFile file : files) {
        outcomes.put(file.path(), PullOutcome.PRESENT);
        if (file.entry().isPresent()) {
          archives.computeIfAbsent(file.uri(), uri -> new ArrayList<>()).add(file);
        } else if (pull(file, absolute)) {
          outcomes.put(file.path(), PullOutcome.FETCHED);
        }
      }
      for (Map.Entry<URI, List<RemoteFile>> archive : archives.entrySet()) {
        for (RemoteFile file : pullEntries(archive.getKey(), archive.getValue(), absolute)) {
          outcomes.put(file.path(), PullOutcome.FETCHED);
        }
      }
      return outcomes;
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      throw interrupted(e);
    }
  }

  private static InterruptedException interrupted(ClosedByInterruptException cause) {
    InterruptedException interrupted = new InterruptedException();
    interrupted.initCause(cause);
    return interrupted;
  }

  /** Returns whether it had to be fetched. */
  private boolean pull(RemoteFile file, Path folder) throws IOException, InterruptedException {
    Path target = file.in(folder);
    Files.createDirectories(target.getParent());
    return PullLock.holding(
        target,
        machine,
        listener,
        () -> {
          KeptFile kept = KeptFile.of(file, folder);
          boolean missing = !isWhole(kept);
          if (missing) {
            kept.remember(fetch(file, target));
          }
          return missing;
        });
  }

  private boolean isWhole(KeptFile kept) throws IOException {
    if (kept.exists()) {
      listener.checking(kept.path().getFileName().toString(), kept.bytes());
    }
    if (kept.problem().isPresent()) {
      return false;
    }
    if (kept.expectedSha256().isEmpty()) {
      // Put here by hand: all that can be known of it is whether it changes from now on.
      kept.remember(Sha256.of(kept.path()));
    }
    return true;
  }

  /** Takes files out of one archive, which is fetched where any of them is not here whole. */
  private List<RemoteFile> pullEntries(URI uri, List<RemoteFile> files, Path folder)
      throws IOException, InterruptedException {
    RemoteFile archive = RemoteFile.of(files.getFirst().path() + ".zip", uri);
    Path zip = archive.in(folder);
    Files.createDirectories(zip.getParent());
    return PullLock.holding(
        zip,
        machine,
        listener,
        () -> {
          List<RemoteFile> missing = new ArrayList<>();
          for (RemoteFile file : files) {
            if (!isWhole(KeptFile.of(file, folder))) {
              missing.add(file);
            }
          }
          if (!missing.isEmpty()) {
            if (!Files.exists(zip)) {
              fetch(archive, zip);
            }
            extract(zip, missing, folder);
            Files.delete(zip);
          }
          return missing;
        });
  }

  private void extract(Path zip, List<RemoteFile> files, Path folder) throws IOException {
    for (RemoteFile file : files) {
      Path target = file.in(folder);
      Files.createDirectories(target.getParent());
      String sha256 = ArchiveEntry.extract(zip, file, target, machine);
      KeptFile.of(file, folder).remember(sha256);
    }
  }

  private String fetch(RemoteFile file, Path target) throws IOException, InterruptedException {
    return new Transfer(web, backoff, machine, listener, file, target).run();
  }
}
