package io.github.hnswsearch.cli;

import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.NotFoundException;
import io.github.hnswsearch.search.OverloadedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** The program. Exit codes: 0 done, 1 failed, 2 bad usage. */
@Command(
    name = "hnsw-search",
    description = "Semantic search for pictures and papers: HDF5 embeddings in, a search page out.",
    subcommands = {
      DemoCommand.class,
      ImportCommand.class,
      RebuildCommand.class,
      UpdateCommand.class,
      DeleteCommand.class,
      EmbedCommand.class,
      SearchCommand.class,
      ServeCommand.class,
      CheckCommand.class,
      CollectionsCommand.class,
      EvaluateCommand.class,
      BenchCommand.class,
      GalleryCommand.class,
      ModelsCommand.class,
      DatasetsCommand.class
    },
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    footer = {"", "Start with: hnsw-search demo"})
public final class Main implements Runnable {
  private static final Logger LOG = Logger.getLogger(Main.class.getName());

  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    // Pictures are drawn without a screen, also where one is named but cannot be reached.
    System.setProperty("java.awt.headless", "true");
    System.exit(executeWithinMemory(arguments));
  }

  private static int executeWithinMemory(String... arguments) {
    try {
      return execute(arguments);
    } catch (OutOfMemoryError e) {
      System.err.println(
          "error: the memory of Java does not suffice ("
              + e.getMessage()
              + "). Give it more: HNSW_SEARCH_JAVA_OPTIONS=-Xmx2g, say.");
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  static int execute(String... arguments) {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::report)
        .execute(arguments);
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(System.out);
    }
  }

  private static int report(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    command.getErr().println("error: " + message(failure));
    LOG.log(Level.FINE, "The command failed.", failure);
    return failure instanceof InvalidRequestException
        ? CommandLine.ExitCode.USAGE
        : CommandLine.ExitCode.SOFTWARE;
  }

  private static String message(Throwable failure) {
    return switch (failure) {
      case BadInputException e -> e.getMessage();
      case InvalidRequestException e -> e.getMessage();
      case NotFoundException e -> e.getMessage();
      case OverloadedException e -> e.getMessage();
      case UncheckedIOException e -> message(e.getCause());
      case AccessDeniedException e ->
          e.getFile() + ": expected permission to read or write it, found none. Change it.";
      case NoSuchFileException e ->
          e.getFile() + ": expected a file or folder, found none. Check the path.";
      case FileSystemException e ->
          e.getFile()
              + ": "
              + (e.getReason() == null ? e.getClass().getSimpleName() : e.getReason())
              + ".";
      case IOException e -> String.valueOf(e.getMessage());
      default ->
          "unexpected "
              + failure
              + ". This is a defect of HNSW Search: please report it with this line.";
    };
  }
}
