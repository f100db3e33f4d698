package io.github.hnswsearch.cli;

import io.github.hnswsearch.gallery.GalleryFormat;
import io.github.hnswsearch.gallery.GalleryWriter;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.search.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "gallery",
    mixinStandardHelpOptions = true,
    description = {
      "Draws a gallery of scenes to try picture search with.",
      "The folder receives the pictures; scenes.jsonl, which says what each one shows; and"
          + " metadata.jsonl, titles and columns for an import."
    })
final class GalleryCommand implements Callable<Integer> {
  private static final long GREATEST_COUNT = 10_000_000;
  private static final int LEAST_SIZE = 16;
  private static final int GREATEST_SIZE = 4096;

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
        "png, jpg: a file a picture. raw: one file, pictures.u8, of N x PX x PX x 3 bytes (red,"
            + " green, blue), to train on. Default ${DEFAULT-VALUE}."
      })
  private GalleryFormat format = GalleryFormat.JPG;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "An empty or a new folder.")
  private Path output = Path.of("");

  @Override
  public Integer call() throws IOException {
    requireWithin("--count", count, 1, GREATEST_COUNT);
    requireWithin("--size", size, LEAST_SIZE, GREATEST_SIZE);
    requireEmpty(output);
    Files.createDirectories(output);
    ProgressReport progress = new ProgressReport();
    progress.begin("Drawing", count, "pictures");
    new GalleryWriter(seed, size, format, Runtime.getRuntime().availableProcessors())
        .write(count, output, progress::advance);
    progress.end();
    System.out.printf(
        Locale.ROOT, "%,d pictures of %d pixels drawn into %s%n", count, size, output);
    return CommandLine.ExitCode.OK;
  }

  private static void requireWithin(String option, long value, long least, long greatest) {
    if (value < least || value > greatest) {
      throw new InvalidRequestException(
          String.format(
              Locale.ROOT, "%s: expected %,d to %,d, found %,d", option, least, greatest, value));
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(
          folder.toString(), "expected a folder, found a file", "Name a folder with --output");
    }
    try (Stream<Path> inside = Files.list(folder)) {
      if (inside.findAny().isPresent()) {
        throw new BadInputException(
            folder.toString(),
            "expected an empty or a new folder, found files in it",
            "Name another folder with --output, or empty this one: nothing is overwritten");
      }
    }
  }
}
