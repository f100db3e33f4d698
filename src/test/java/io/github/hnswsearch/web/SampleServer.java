package io.github.hnswsearch.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A server of {@link SampleCollections} for all test classes that ask for it: built once, closed
 * after the last of them.
 */
final class SampleServer implements ParameterResolver {

  /** What runs. */
  static final class Running implements AutoCloseable {
    private final Path folder;
    private final SampleCollections sample;
    private final RunningServer server;
    private final ApiClient client;

    private Running() {
      try {
        folder = Files.createTempDirectory("sample-server-");
        sample = new SampleCollections(folder);
        server = new RunningServer(sample.collections());
        client = client(server);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    SampleCollections sample() {
      return sample;
    }

    RunningServer server() {
      return server;
    }

    ApiClient client() {
      return client;
    }

    /** A client of another server, which uploads the same files. */
    ApiClient client(RunningServer other) {
      return new ApiClient(other.uri("/"), sample.pictures());
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
      sample.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Running.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SampleServer.class))
        .computeIfAbsent(Running.class, key -> new Running(), Running.class);
  }
}
