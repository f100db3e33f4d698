package io.github.hnswsearch.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConcurrentPullsTest {
  private static final byte[] CONTENT = Pulls.bytes(2_000_000, 1);

  @TempDir private Path folder;
  private FileServer server;
  private URI uri;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
    uri = server.serve("/model.pt", CONTENT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void oneOfManyPullsFetchesAndTheOthersCheck() throws Exception {
    List<Future<Map<String, PullOutcome>>> pulls = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        pulls.add(threads.submit(() -> new Pulls(folder).pull(Pulls.file(uri))));
      }
    }

    List<PullOutcome> outcomes = new ArrayList<>();
    for (Future<Map<String, PullOutcome>> pull : pulls) {
      outcomes.addAll(pull.get().values());
    }
    assertThat(outcomes)
        .containsExactlyInAnyOrder(
            PullOutcome.FETCHED, PullOutcome.PRESENT, PullOutcome.PRESENT, PullOutcome.PRESENT);
    assertThat(folder.resolve("model.pt")).hasBinaryContent(CONTENT);
    assertThat(server.bytesServed()).isEqualTo(CONTENT.length);
  }

  @Test
  void aPullWaitsForAnotherProcess() throws Exception {
    Path lock = Files.createFile(folder.resolve(".model.pt.lock"));
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of(
                        LockHolder.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString(),
                LockHolder.class.getName(),
                lock.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Pulls pulls = new Pulls(folder);
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      assertThat(other.getInputStream().read()).isEqualTo('l');
      Future<Map<String, PullOutcome>> pull = threads.submit(() -> pulls.pull(Pulls.file(uri)));
      assertThat(pull).failsWithin(200, TimeUnit.MILLISECONDS);
      assertThat(server.requests()).isEmpty();
      other.getOutputStream().close();

      assertThat(pull.get()).containsEntry("model.pt", PullOutcome.FETCHED);
    } finally {
      other.destroyForcibly();
    }
    assertThat(pulls.heard).first().isEqualTo("locked model.pt");
  }

  /** A process that holds a lock until its input ends. */
  static final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
      try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
          var lock = channel.lock()) {
        System.out.write(lock.isValid() ? 'l' : '-');
        System.out.flush();
        System.in.read();
      }
    }
  }
}
