package io.github.hnswsearch.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.embedding.EmbeddingRequest.Earlier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Inputs and requests of tests, and what a job left. */
final class Jobs {
  private Jobs() {}

  /** Papers 1 to n; every seventh line is none, every fifth paper is unknown to the encoder. */
  static Path papers(Path file, int lines) throws IOException {
    StringBuilder content = new StringBuilder();
    for (int i = 1; i <= lines; i++) {
      content.append(
          i % 7 == 0
              ? "no paper\n"
              : "{\"id\": \"2001.%05d\", \"title\": \"Title %d%s\", \"abstract\": \"Größe\"}\n"
                  .formatted(i, i, i % 5 == 0 ? " xyzzy" : ""));
    }
    return Files.writeString(file, content);
  }

  static EmbeddingRequest request(Path input, Path output) {
    return request(input, output, 3, Earlier.CONTINUE);
  }

  static EmbeddingRequest request(
      Path input, Path output, @Nullable Integer partRows, Earlier earlier) {
    return new EmbeddingRequest(
        "test", input, null, List.of("title", "abstract"), output, partRows, earlier);
  }

  /** The content of all files of a folder that are there to stay, by name. */
  static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!name.equals("progress.json") && !name.equals(".lock")) {
          contents.put(name, java.util.HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    }
    assertThat(contents).isNotEmpty();
    return contents;
  }
}
