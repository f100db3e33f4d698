package io.github.hnswsearch.web;

import io.github.hnswsearch.files.DurableFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * What all test classes that ask for it share: made once, in a temporary folder, and closed after
 * the last of them.
 */
abstract class SharedFixture<T extends Closeable> implements ParameterResolver {
  private final Class<T> type;

  SharedFixture(Class<T> type) {
    this.type = type;
  }

  /** Makes it, in a folder that is deleted after it has been closed. */
  abstract T make(Path folder) throws IOException;

  private record Made(Path folder, Closeable value) implements Closeable {
    @Override
    public void close() throws IOException {
      try {
        value.close();
      } finally {
        DurableFiles.deleteTree(folder);
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedFixture.class))
        .computeIfAbsent(type, key -> made(), Made.class)
        .value();
  }

  private Made made() {
    try {
      Path folder = Files.createTempDirectory("shared-fixture-");
      return new Made(folder, make(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
