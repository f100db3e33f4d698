package io.github.hnswsearch.cli;

import io.github.hnswsearch.gallery.GalleryWriter;
import io.github.hnswsearch.gallery.PictureFormat;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "gallery",
    mixinStandardHelpOptions = true,
    description = "Draws a gallery of scenes to try picture search with.")
final class GalleryCommand implements Callable<Integer> {
  private static final int LEAST_SIZE = 16;
  private static final int GREATEST_SIZE = 4096;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--count", required = true, paramLabel = "N", description = "How many pictures.")
  private long count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed draws the same pictures; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--size",
      paramLabel = "PX",
      defaultValue = "480",
      description = "Width and height, 16 to 4096 pixels; default ${DEFAULT-VALUE}.")
  private int size;

  @Option(
      names = "--format",
      paramLabel = "png|jpg|raw",
      defaultValue = "jpg",
      description = {
        "jpg or png: a file a picture; raw: one file pictures.u8 of N x PX x PX x 3 bytes,",
        "red, green, blue, for training. Default ${DEFAULT-VALUE}."
      })
  private PictureFormat format = PictureFormat.JPG;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "An empty or new folder; scenes.jsonl in it says what each picture shows.")
  private Path output = Path.of("");

  @Override
  public Integer call() throws IOException {
    requireUsable();
    requireEmpty(output);
    // Drawing needs no screen.
    System.setProperty("java.awt.headless", "true");
    Files.createDirectories(output);
    int threads = Runtime.getRuntime().availableProcessors();
    new GalleryWriter(seed, size, format, threads).write(count, output, written -> {});
    System.out.printf(Locale.ROOT, "Drew %,d pictures of %d pixels into %s%n", count, size, output);
    return CommandLine.ExitCode.OK;
  }

  private void requireUsable() {
    if (count < 1) {
      throw badUsage("--count: expected 1 or more, found " + count);
    }
    if (size < LEAST_SIZE || size > GREATEST_SIZE) {
      throw badUsage(
          "--size: expected " + LEAST_SIZE + " to " + GREATEST_SIZE + " pixels, found " + size);
    }
  }

  private ParameterException badUsage(String problem) {
    if (spec == null) {
      throw new IllegalStateException("picocli sets it");
    }
    return new ParameterException(spec.commandLine(), problem);
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> inside = Files.list(folder)) {
        if (inside.findFirst().isPresent()) {
          throw new BadInputException(
              folder.toString(),
              "expected an empty or new folder, found files in it",
              "Name another one with --output, or empty it first");
        }
      }
    }
  }
}
