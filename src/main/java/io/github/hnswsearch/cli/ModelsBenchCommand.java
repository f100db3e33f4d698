package io.github.hnswsearch.cli;

import io.github.hnswsearch.encoder.EncoderOptions;
import io.github.hnswsearch.encoder.EncoderPool;
import io.github.hnswsearch.encoder.EncoderSummary;
import io.github.hnswsearch.eval.EncoderBenchmark;
import io.github.hnswsearch.eval.ThroughputRun;
import io.github.hnswsearch.search.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Times an encoder on this machine: queries of six words, texts of 254 words, pictures of",
      "640 x 480 pixels, each from one caller and from as many as there are workers."
    })
final class ModelsBenchCommand implements Callable<Integer> {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  @Parameters(paramLabel = "NAME", description = "The encoder.")
  private String name = "";

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Time for each measurement; default ${DEFAULT-VALUE}.")
  private int seconds = 5;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private DeviceOption device = new DeviceOption();

  /**
   * A measurement.
   *
   * @param what was embedded
   */
  private record Line(String what, ThroughputRun run) {}

  @Override
  public Integer call() throws IOException {
    if (seconds < 1) {
      throw new InvalidRequestException(
          "--seconds: expected 1 or more, found " + seconds + ". Give a number of seconds.");
    }
    EncoderSummary summary = Home.catalog().summary(name);
    EncoderOptions options = EncoderOptions.of(device.choice());
    EncoderBenchmark benchmark = new EncoderBenchmark(Duration.ofSeconds(seconds));
    try (EncoderPool encoders = new EncoderPool(Home.catalog(), options)) {
      List<Line> lines = new ArrayList<>();
      for (int callers : options.workers() == 1 ? List.of(1) : List.of(1, options.workers())) {
        if (summary.embedsText()) {
          lines.add(new Line("query", benchmark.queries(encoders.text(name), callers)));
          lines.add(new Line("long text", benchmark.abstracts(encoders.text(name), callers)));
        }
        if (summary.embedsPictures()) {
          lines.add(new Line("picture", benchmark.pictures(encoders.image(name), callers)));
        }
      }
      print(lines);
    }
    return CommandLine.ExitCode.OK;
  }

  private void print(List<Line> lines) throws IOException {
    OptionalLong resident = residentBytes();
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("encoder", name);
      result.put("resident_bytes", resident.isPresent() ? resident.getAsLong() : null);
      result.put("runs", lines.stream().map(ModelsBenchCommand::asMap).toList());
      Json.print(result);
      return;
    }
    System.out.printf(
        Locale.ROOT, "%-10s %8s %10s %10s %10s%n", "", "callers", "p50 ms", "p95 ms", "a second");
    for (Line line : lines) {
      System.out.printf(
          Locale.ROOT,
          "%-10s %8d %10.2f %10.2f %10.1f%n",
          line.what(),
          line.run().threads(),
          line.run().p50Millis(),
          line.run().p95Millis(),
          line.run().perSecond());
    }
    resident.ifPresent(bytes -> System.out.println("resident memory " + FileSize.text(bytes)));
  }

  private static Map<String, Object> asMap(Line line) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("what", line.what());
    map.put("callers", line.run().threads());
    map.put("calls", line.run().calls());
    map.put("p50_ms", line.run().p50Millis());
    map.put("p95_ms", line.run().p95Millis());
    map.put("per_second", line.run().perSecond());
    return map;
  }

  /** Memory of this process, where the system tells as Linux does. */
  private static OptionalLong residentBytes() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return OptionalLong.empty();
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(RESIDENT))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst();
  }
}
