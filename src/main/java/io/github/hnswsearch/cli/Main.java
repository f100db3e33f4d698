package io.github.hnswsearch.cli;

import io.github.hnswsearch.search.InvalidRequestException;
import java.io.PrintStream;
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
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> tell(System.err, failure));
    System.exit(execute(arguments));
  }

  static int execute(String... arguments) {
    try {
      return new CommandLine(new Main())
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setExecutionExceptionHandler(Main::report)
          .execute(arguments);
    } catch (Error e) {
      // What no command can go on after, such as a full memory or a full stack.
      tell(System.err, e);
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(System.out);
    }
  }

  private static int report(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    command.getErr().println(FailureReport.of(failure));
    LOG.log(Level.FINE, "The command failed.", failure);
    return failure instanceof InvalidRequestException
        ? CommandLine.ExitCode.USAGE
        : CommandLine.ExitCode.SOFTWARE;
  }

  private static void tell(PrintStream err, Throwable failure) {
    err.println(FailureReport.of(failure));
    LOG.log(Level.FINE, "The program failed.", failure);
  }
}
