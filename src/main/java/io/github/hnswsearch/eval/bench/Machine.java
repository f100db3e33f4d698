package io.github.hnswsearch.eval.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a benchmark ran on. */
final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";
  private static final double GIGABYTE = 1e9;

  private Machine() {}

  /**
   * One line for people.
   *
   * @param versions of the engine, by name
   */
  static String line(Map<String, String> versions) throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    StringBuilder line = new StringBuilder(processor());
    line.append(", ").append(cores).append(cores == 1 ? " core" : " cores");
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      line.append(String.format(Locale.ROOT, ", %.1f GB", system.getTotalMemorySize() / GIGABYTE));
    }
    line.append(", ").append(System.getProperty("os.name"));
    line.append(' ').append(System.getProperty("os.version"));
    line.append(' ').append(System.getProperty("os.arch"));
    line.append(", JDK ").append(Runtime.version());
    versions.forEach((name, version) -> line.append(", ").append(named(name, version)));
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return line.append(", vector module ").append(vectors ? "on" : "off").toString();
  }

  private static String named(String name, String version) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1) + ' ' + version;
  }

  private static String processor() throws IOException {
    List<String> lines = Files.isReadable(PROCESSORS) ? Files.readAllLines(PROCESSORS) : List.of();
    return lines.stream()
        .filter(line -> line.startsWith(MODEL))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElseGet(() -> System.getProperty("os.arch") + " processor");
  }
}
