package io.github.hnswsearch.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** What a download asks of the machine it runs on. */
interface Machine {
  Machine THIS =
      new Machine() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
          Thread.sleep(duration);
        }

        @Override
        public long usableSpace(Path folder) throws IOException {
          return Files.getFileStore(folder).getUsableSpace();
        }
      };

  Instant now();

  void sleep(Duration duration) throws InterruptedException;

  /** Bytes that may still be written below an existing folder. */
  long usableSpace(Path folder) throws IOException;
}
