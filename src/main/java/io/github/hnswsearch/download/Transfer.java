package io.github.hnswsearch.download;

import io.github.hnswsearch.download.PartFile.Origin;
import io.github.hnswsearch.download.WebClient.Answer;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Fetches one file into its part file, in as many attempts as it takes, and verifies it. */
final class Transfer {
  private final WebClient web;
  private final Backoff backoff;
  private final Machine machine;
  private final DownloadListener listener;
  private final RemoteFile file;
  private final Path target;
  private final PartFile part;

  Transfer(
      WebClient web,
      Backoff backoff,
      Machine machine,
      DownloadListener listener,
      RemoteFile file,
      Path target) {
    this.web = web;
    this.backoff = backoff;
    this.machine = machine;
    this.listener = listener;
    this.file = file;
    this.target = target;
    this.part = new PartFile(target);
  }

  /**
   * Leaves the file under its own name, whole and verified.
   *
   * @return its SHA-256
   * @throws BadInputException if it does not come or is not what it should be
   */
  String run() throws IOException, InterruptedException {
    long furthest = part.size();
    int failures = 0;
    while (true) {
      try {
        attempt();
        break;
      } catch (TransferFailure e) {
        long size = part.size();
        // Who gets on has patience: a large file over a bad line takes many attempts.
        failures = size > furthest ? 1 : failures + 1;
        furthest = Math.max(furthest, size);
        await(e, failures);
      }
    }
    String sha256 = verified();
    part.publish(target);
    return sha256;
  }

  private void await(TransferFailure failure, int failures)
      throws BadInputException, InterruptedException {
    Duration wait = failure.retryAfter().orElseGet(() -> backoff.delay(failures));
    if (!failure.isPassing()
        || failures >= backoff.attempts()
        || wait.compareTo(backoff.longestAsked()) > 0) {
      throw new BadInputException(
          file.uri().toString(),
          failure.problem(),
          failure.advice() + "; or fetch the file by other means and put it at " + target,
          failure);
    }
    listener.retrying(file.path(), failure.problem(), wait);
    machine.sleep(wait);
  }

  private void attempt() throws IOException, InterruptedException {
    Optional<Origin> earlier =
        part.origin().filter(origin -> origin.uri().equals(file.uri()) && mayGoOn(origin));
    long here = earlier.isPresent() ? part.size() : 0;
    if (earlier.isPresent() && earlier.get().total().equals(OptionalLong.of(here))) {
      return; // All that is left is to verify it.
    }
    try (Answer answer = web.get(file.uri(), range(earlier, here))) {
      if (answer.status() == 200) {
        startOver(answer);
      } else if (answer.status() == 206 && earlier.isPresent()) {
        goOn(answer, earlier.get(), here);
      } else if (answer.status() == 416 && earlier.isPresent()) {
        throw changed();
      } else {
        throw Refusal.of(answer, web.isHub(file.uri()), machine.now());
      }
    }
  }

  /** Whether bytes of this origin can be told from those of another version, now or at the end. */
  private boolean mayGoOn(Origin origin) {
    return origin.validator().isPresent()
        || origin.sha256().isPresent()
        || file.sha256().isPresent();
  }

  private static Map<String, String> range(Optional<Origin> earlier, long here) {
    Map<String, String> headers = new HashMap<>();
    earlier.ifPresent(
        origin -> {
          headers.put("Range", "bytes=" + here + "-");
          origin.validator().ifPresent(validator -> headers.put("If-Range", validator));
        });
    return headers;
  }

  private void startOver(Answer answer) throws IOException, InterruptedException {
    OptionalLong announced = answer.headers().firstValueAsLong("Content-Length");
    if (announced.isPresent()) {
      checkLength(announced.getAsLong());
    }
    OptionalLong total = announced.isPresent() ? announced : file.bytes();
    part.begin(new Origin(file.uri(), Origin.validator(answer.headers()), total, answer.sha256()));
    receive(answer, 0, total);
  }

  private void goOn(Answer answer, Origin origin, long here)
      throws IOException, InterruptedException {
    Optional<ContentRange> range =
        answer.headers().firstValue("Content-Range").flatMap(ContentRange::parse);
    Optional<String> validator = Origin.validator(answer.headers());
    boolean same =
        range.isPresent()
            && range.get().first() == here
            && (origin.total().isEmpty() || range.get().total().equals(origin.total()))
            && (validator.isEmpty() || validator.equals(origin.validator()))
            && (answer.sha256().isEmpty() || answer.sha256().equals(origin.sha256()));
    if (!same) {
      throw changed();
    }
    receive(answer, here, range.get().total());
  }

  /** The bytes that are here belong to no file that is there: without them, the next try starts. */
  private TransferFailure changed() throws IOException {
    part.discard();
    return TransferFailure.passing(
        "expected the rest of the file, found that it has changed since",
        "Run the same command again: it starts over",
        null);
  }

  private void receive(Answer answer, long offset, OptionalLong total)
      throws IOException, InterruptedException {
    if (total.isPresent()) {
      DiskSpace.require(machine, target, total.getAsLong() - offset);
    }
    listener.begin(file.path(), offset, total.orElse(-1));
    long done = offset;
    boolean whole = false;
    try (FileChannel out = part.append()) {
      ByteBuffer piece;
      while ((piece = answer.body().next()) != null) {
        done += piece.remaining();
        if (total.isPresent() && done > total.getAsLong()) {
          checkLength(done);
        }
        write(out, piece);
      }
      out.force(true);
      whole = total.isEmpty() || done == total.getAsLong();
    } finally {
      listener.end(whole);
    }
    if (!whole) {
      throw TransferFailure.passing(
          String.format(Locale.ROOT, "expected %,d bytes, found %,d", total.orElseThrow(), done),
          "Run the same command again: it goes on where it stopped",
          null);
    }
  }

  private void write(FileChannel out, ByteBuffer piece) throws IOException {
    int bytes = piece.remaining();
    try {
      while (piece.hasRemaining()) {
        out.write(piece);
      }
    } catch (IOException e) {
      throw DiskSpace.failedWrite(part.path(), e);
    }
    listener.advance(bytes);
  }

  private String verified() throws IOException {
    checkLength(part.size());
    listener.checking(file.path(), part.size());
    Optional<String> expected = file.sha256();
    if (expected.isEmpty()) {
      expected = part.origin().flatMap(Origin::sha256);
    }
    String found = Sha256.of(part.path());
    if (expected.isPresent() && !expected.get().equals(found)) {
      throw damaged("expected SHA-256 " + expected.get() + ", found " + found);
    }
    return found;
  }

  private void checkLength(long found) throws IOException {
    if (file.bytes().isPresent() && file.bytes().getAsLong() != found) {
      throw damaged(
          String.format(
              Locale.ROOT, "expected %,d bytes, found %,d", file.bytes().getAsLong(), found));
    }
  }

  private BadInputException damaged(String problem) throws IOException {
    part.discard();
    return new BadInputException(
        file.uri().toString(),
        problem,
        "What came has been deleted, so that the next pull starts over; if that finds the same,"
            + " another file has been published there, and the description must name its size and"
            + " SHA-256");
  }
}
