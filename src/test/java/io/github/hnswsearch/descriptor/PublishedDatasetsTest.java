package io.github.hnswsearch.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.download.RemoteFile;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PublishedDatasetsTest {
  private static final String SMALLEST =
      """
      datasets:
        papers:
          about: Some papers
          file: papers.h5
          url: "https://example.org/papers.h5"
      """;

  @TempDir private Path folder;

  private List<PublishedDataset> read(String yaml) throws IOException {
    return PublishedDatasets.read(Files.writeString(folder.resolve("datasets.yaml"), yaml)).all();
  }

  @Test
  void everyKeyIsRead() throws IOException {
    String sha256 = "ab".repeat(32);

    List<PublishedDataset> found =
        read(
            SMALLEST
                + """
                    rows: 3000000000
                    dimension: 1024
                    encoder: all-roberta-large-v1
                    bytes: 12288000000000
                    sha256: %s
                    entry: data/papers.h5
                """
                    .formatted(sha256));

    assertThat(found)
        .containsExactly(
            new PublishedDataset(
                "papers",
                "Some papers",
                OptionalLong.of(3_000_000_000L),
                OptionalLong.of(1024),
                "all-roberta-large-v1",
                new RemoteFile(
                    "papers.h5",
                    URI.create("https://example.org/papers.h5"),
                    OptionalLong.of(12_288_000_000_000L),
                    Optional.of(sha256),
                    Optional.of("data/papers.h5"))));
  }

  @Test
  void whatIsUnknownMayBeLeftOut() throws IOException {
    PublishedDataset found = read(SMALLEST).getFirst();

    assertThat(found.rows()).isEmpty();
    assertThat(found.encoder()).isNull();
    assertThat(found.file().bytes()).isEmpty();
    assertThat(found.isHdf5()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "about: Some papers  | abuot: x                 | line 3, column 5 | unknown key",
        "about: Some papers  | rows: 5                  | line 2, column 3 | datasets.papers.about",
        "file: papers.h5     | file: ../papers.h5       | line 4, column 5 | relative path",
        "https://example.org | ftp://example.org        | line 4, column 5 | https://",
        "https://example.org | https://exa mple.org     | line 5, column 5 | expected an address",
        "about: Some papers  | {about: x, rows: 0}      | line 3           | YAML",
        "papers:             | Papers!:                 | line 2, column 3 | collection name",
      })
  void aMistakeIsFoundAtItsPlace(String before, String after, String place, String problem) {
    assertThatThrownBy(() -> read(SMALLEST.replace(before, after)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(folder.resolve("datasets.yaml") + ", " + place)
        .hasMessageContaining(problem);
  }

  @Test
  void aCountIsAWholeNumber() {
    assertThatThrownBy(() -> read(SMALLEST + "    rows: 0\n"))
        .hasMessageContaining("expected a whole number of 1 or more, found 0");
  }

  @Test
  void anotherFileIsNoDescription() {
    assertThatThrownBy(() -> read("- papers"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("starts with \"datasets:\"");
  }

  @Test
  void theShippedDescriptionsCanBeRead() throws IOException {
    List<PublishedDataset> found = PublishedDatasets.read(Path.of("importer/datasets.yaml")).all();

    assertThat(found).extracting(PublishedDataset::name).contains("papers", "images");
    assertThat(found)
        .allSatisfy(
            dataset ->
                assertThat(dataset.file().uri().toString())
                    .startsWith("https://drive.usercontent.google.com/download?id="));
  }
}
