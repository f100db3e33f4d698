package io.github.hnswsearch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Linux tells of a process at a moment.
 *
 * @param rssKiB memory that is present: its own, and pages of mapped files
 * @param rssAnonKiB its own: heap, native memory, stacks
 * @param threads that it has
 * @param files that it has open, sockets among them
 * @param mappings of files into its memory
 */
record ProcessSample(long rssKiB, long rssAnonKiB, int threads, int files, int mappings) {

  static ProcessSample of(long pid) throws IOException {
    Path folder = Path.of("/proc", Long.toString(pid));
    List<String> status = Files.readAllLines(folder.resolve("status"));
    int files;
    try (Stream<Path> open = Files.list(folder.resolve("fd"))) {
      files = (int) open.count();
    }
    int mappings;
    try (Stream<String> maps = Files.lines(folder.resolve("maps"))) {
      mappings = (int) maps.filter(line -> line.indexOf('/') >= 0).count();
    }
    return new ProcessSample(
        number(status, "VmRSS:"),
        number(status, "RssAnon:"),
        (int) number(status, "Threads:"),
        files,
        mappings);
  }

  private static long number(List<String> status, String key) {
    return status.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).replace("kB", "").strip())
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + key + " in " + status));
  }
}
