package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.encoder.DeviceChoice;
import io.github.hnswsearch.index.IndexData;
import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.LogOf;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.logging.LogRecord;
import org.apache.lucene.tests.mockfile.FilterFileSystemProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListenOptionsTest {
  /** A disk whose folders cannot be listed. */
  private static final class Unlisted extends FilterFileSystemProvider {
    Unlisted() {
      super("unlisted://", FileSystems.getDefault());
    }

    Path at(Path path) {
      return wrapPath(path);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
        Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
      throw new IOException("Input/output error");
    }
  }

  @Test
  void theLogSaysWhyCollectionsCouldNotBeOpened(@TempDir Path folder) {
    IndexData unlisted = new IndexData(new Unlisted().at(folder));
    try (LogOf log = new LogOf(ListenOptions.class);
        Workspace workspace = new Workspace(folder, DeviceChoice.AUTO);
        OpenCollections collections =
            new OpenCollections(unlisted, workspace.backend(), workspace.encoders())) {
      CompletableFuture<Collections> opening = ListenOptions.opening(collections);

      assertThat(opening).failsWithin(Duration.ofSeconds(10));
      assertThat(log.records()).singleElement().satisfies(ListenOptionsTest::namesTheCause);
    }
  }

  private static void namesTheCause(LogRecord record) {
    assertThat(record.getMessage()).isEqualTo("The collections could not be opened");
    assertThat(record.getThrown())
        .hasRootCauseInstanceOf(IOException.class)
        .hasRootCauseMessage("Input/output error")
        .cause()
        .isInstanceOf(UncheckedIOException.class);
  }
}
