package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.cli.Cli.Outcome;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drawing a gallery, and importing what it says of itself. */
final class GalleryCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a descriptor of a gallery asks for. */
  private static final String DESCRIPTOR =
      """
      collection: gallery
      source:
        embeddings: [gallery.h5]
      metadata:
        format: jsonl
        file: drawn/metadata.jsonl
        fields: {title: text, kind: keyword, colour: keyword, ground: keyword, time: keyword,
          weather: keyword, backdrop: keyword, sky: keyword}
      index: {max_conn: 16, beam_width: 200, quantization: none}
      """;

  @TempDir private Path folder;

  @Test
  void aNewFolderIsMadeAndFilled() throws IOException {
    Path drawn = folder.resolve("new/drawn");

    Outcome outcome = Cli.run(gallery(4, "png", drawn));

    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.out()).contains("4 pictures of 24 pixels", drawn.toString());
    assertThat(names(drawn))
        .containsExactlyInAnyOrder(
            "scene-000001.png",
            "scene-000002.png",
            "scene-000003.png",
            "scene-000004.png",
            "scenes.jsonl",
            "metadata.jsonl");
  }

  @Test
  void theSeedDecidesWhatIsDrawn() throws IOException {
    for (String seed : List.of("1", "1", "-8")) {
      Path drawn = folder.resolve("seed" + names(folder).size());
      Cli.run(
          "gallery",
          "--count",
          "3",
          "--seed",
          seed,
          "--format",
          "raw",
          "--output",
          drawn.toString());
    }

    Path first = folder.resolve("seed0/pictures.u8");
    assertThat(folder.resolve("seed1/pictures.u8")).hasSameBinaryContentAs(first);
    assertThat(Files.readAllBytes(folder.resolve("seed2/pictures.u8")))
        .isNotEqualTo(Files.readAllBytes(first));
  }

  @Test
  void aFolderWithFilesIsRefusedAndKept() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "kept");

    Outcome outcome = Cli.run(gallery(4, "jpg", folder));

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err())
        .startsWith("error: " + folder)
        .contains("expected an empty or a new folder", "--output");
    assertThat(names(folder)).containsExactly("mine.txt");
  }

  @Test
  void aFileInsteadOfAFolderIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept");

    Outcome outcome = Cli.run(gallery(4, "jpg", file));

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).contains("expected a folder, found a file");
    assertThat(file).hasContent("kept");
  }

  @Test
  void outOfRangeSaysWhatIsInRange() {
    Outcome outcome = Cli.run("gallery", "--count", "0", "--output", folder.toString());

    assertThat(outcome.code()).isEqualTo(Cli.BAD_USAGE);
    assertThat(outcome.err()).contains("--count: expected 1 to 10,000,000, found 0");
  }

  @Test
  void itsMetadataIsImportedAndFilters() throws IOException {
    Cli.run(gallery(40, "jpg", folder.resolve("drawn")));
    List<JsonNode> pictures = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("drawn/metadata.jsonl"))) {
      pictures.add(JSON.readTree(line));
    }
    EmbeddingFiles.write(
        folder.resolve("gallery.h5"),
        pictures.stream().map(picture -> picture.get("id").asText()).toList(),
        rows(pictures.size()));
    Path descriptor = Files.writeString(folder.resolve("gallery.yaml"), DESCRIPTOR);
    String indexData = folder.resolve("index-data").toString();

    Outcome imported = Cli.run("import", descriptor.toString(), "--index-data", indexData);
    assertThat(imported.err()).doesNotContain("error", "left out");
    assertThat(imported.code()).isEqualTo(Cli.DONE);

    JsonNode wanted = pictures.getLast();
    Outcome found =
        Cli.run(
            "search",
            "gallery",
            "--like",
            pictures.getFirst().get("id").asText(),
            "-k",
            "50",
            "--json",
            "--index-data",
            indexData,
            "--filter",
            "kind:\"" + wanted.get("kind").get(0).asText() + "\"",
            "--filter",
            "ground:" + wanted.get("ground").asText());

    assertThat(found.code()).as(found.err()).isEqualTo(Cli.DONE);
    assertThat(JSON.readTree(found.out()).findValuesAsText("title")).isNotEmpty();
    assertThat(found.out()).contains(wanted.get("title").asText());
  }

  /** Vectors that are none of them alike. */
  private static float[][] rows(int count) {
    float[][] rows = new float[count][2];
    for (int i = 0; i < count; i++) {
      rows[i] = new float[] {(float) Math.cos(i * 0.1), (float) Math.sin(i * 0.1)};
    }
    return rows;
  }

  private static String[] gallery(int count, String format, Path output) {
    return new String[] {
      "gallery",
      "--count",
      Integer.toString(count),
      "--size",
      "24",
      "--format",
      format,
      "--output",
      output.toString()
    };
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
