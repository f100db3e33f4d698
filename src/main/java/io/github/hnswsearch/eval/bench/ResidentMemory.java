package io.github.hnswsearch.eval.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory that only this process can give back. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Without mapped files: the system drops those when it needs the memory. */
  private static final String ANONYMOUS = "RssAnon:";

  private ResidentMemory() {}

  /**
   * Bytes after a garbage collection: anonymous resident memory on Linux, the used heap elsewhere.
   */
  static long bytes() throws IOException {
    System.gc();
    if (Files.isReadable(STATUS)) {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(ANONYMOUS)) {
          return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        }
      }
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
