package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.cli.Cli.Outcome;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFiles;
import io.github.hnswsearch.lucene.OlderGenerations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections of earlier versions, and folders that hold none of ours. */
final class UpgradeCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RENEW = "hnsw-search rebuild papers --upgrade";

  /** Two segments, deleted items, a revision; of an earlier major version. */
  private static final String REVISED = "9.12.3-int8";

  @TempDir private Path folder;

  private Outcome run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--index-data");
    all.add(indexData().toString());
    return Cli.run(all.toArray(String[]::new));
  }

  private Path indexData() {
    return folder.resolve("index");
  }

  private void copy(String fixture) throws IOException {
    OlderGenerations.copy(fixture, indexData());
  }

  private String done(String... arguments) {
    Outcome outcome = run(arguments);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Cli.DONE);
    return outcome.out();
  }

  private void assertFails(Outcome outcome, String... words) {
    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.out() + outcome.err())
        .contains(words)
        .doesNotContain("\tat ", "Exception", "defect");
  }

  @Test
  void whoLooksAtACollectionOfAnEarlierVersionIsToldHowToRenewIt() throws IOException {
    copy(REVISED);
    assertThat(done("collections"))
        .contains("117 items", "segments of Lucene 9.12.3, a manifest of format 2", RENEW);
    assertThat(done("check", "papers")).contains("117 items, 117 linked", "in order", RENEW);
  }

  @Test
  void anUpgradeNeedsNoSourceFilesAndKeepsWhatRevisionsChanged() throws IOException {
    copy(REVISED);
    String old = current();

    assertThat(done("rebuild", "papers", "--upgrade"))
        .contains("papers: 117 items", "int8, M 16", "items of generation " + old)
        .doesNotContain("deleted");

    assertThat(current()).isNotEqualTo(old);
    assertThat(indexData().resolve("papers").resolve(old)).isDirectory();
    assertThat(done("collections")).contains("117 items").doesNotContain("--upgrade");
    assertThat(done("check", "papers")).contains("in order").doesNotContain("--upgrade");
    assertThat(ids("galaxies")).hasSize(24);
    assertThat(done("delete", "papers", "--id", "item-000")).contains("116 items");
  }

  private String current() throws IOException {
    return Files.readString(indexData().resolve("papers/CURRENT")).strip();
  }

  private List<String> ids(String text) throws IOException {
    return JSON.readTree(done("search", "papers", text, "--mode", "keyword", "-k", "50", "--json"))
        .get("hits")
        .findValuesAsText("id");
  }

  @Test
  void whatIsOfThisVersionIsLeftAloneUnlessItIsToBeLinkedOtherwise() throws IOException {
    copy(REVISED);
    done("rebuild", "papers", "--upgrade");
    String upgraded = current();

    Outcome again = run("rebuild", "papers", "--upgrade");
    assertThat(again.code()).isEqualTo(Cli.DONE);
    assertThat(again.err()).contains("nothing to upgrade", "papers");
    assertThat(again.out()).isEmpty();
    assertThat(current()).isEqualTo(upgraded);

    JsonNode manifest =
        JSON.readTree(
            done(
                "rebuild",
                "papers",
                "--upgrade",
                "--quantization",
                "none",
                "--max-conn",
                "8",
                "--json"));
    assertThat(current()).isNotEqualTo(upgraded);
    assertThat(manifest.get("quantization").asText()).isEqualTo("none");
    assertThat(manifest.get("max_conn").asInt()).isEqualTo(8);
    assertThat(manifest.at("/descriptor/index/max_conn").asInt()).isEqualTo(8);
    assertThat(manifest.get("items").asInt()).isEqualTo(117);
    assertThat(manifest.at("/revisions/0/counts/deleted").asInt()).isEqualTo(3);
  }

  @Test
  void whoWouldLoseChangesByARebuildIsToldOfTheUpgrade() throws IOException {
    copy(REVISED);
    assertFails(run("rebuild", "papers"), "3 deleted", "--upgrade");
    assertFails(
        run("delete", "papers", "--id", "item-000"),
        "expected an index of Lucene 10, found one of Lucene 9",
        "rebuild --upgrade");
  }

  @Test
  void aDamagedIndexIsNotWrittenAnew() throws IOException {
    copy(REVISED);
    Path file = OlderGenerations.index(indexData()).resolve("_0.cfs");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    String old = current();

    Outcome outcome = run("rebuild", "papers", "--upgrade");

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).contains("found damage").doesNotContain("\tat ");
    assertThat(current()).isEqualTo(old);
  }

  @ParameterizedTest
  @ValueSource(strings = {"search papers galaxies", "check papers", "rebuild papers --upgrade"})
  void anIndexThatIsTooOldFailsWithTheWayOut(String command) throws IOException {
    copy(OlderGenerations.TOO_OLD);
    assertFails(
        run(command.split(" ")), "found one of Lucene 8.11.4", "./hnsw-search rebuild papers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"search papers galaxies", "check papers", "rebuild papers --upgrade"})
  void anIndexThatIsTooNewFailsWithTheWayOut(String command) throws IOException {
    copy(REVISED);
    OlderGenerations.changeSegments(
        indexData(), segments -> OlderGenerations.replaced(segments, "Lucene912", "Lucene999"));
    assertFails(run(command.split(" ")), "found a later one", "Upgrade this HNSW Search");
  }

  @ParameterizedTest
  @ValueSource(strings = {"search papers galaxies", "check papers", "rebuild papers --upgrade"})
  void aGenerationWithoutAManifestFailsWithTheWayOut(String command) throws IOException {
    copy(REVISED);
    Files.delete(OlderGenerations.index(indexData()).resolveSibling("manifest.json"));
    assertFails(run(command.split(" ")), "expected a manifest, found no file", "Import");
  }

  @Test
  void aCollectionThatCannotBeReadDoesNotHideTheOthers() throws IOException {
    copy(OlderGenerations.TOO_OLD);
    importWords();
    assertThat(done("collections")).contains("words", "2 items").doesNotContain("papers");
    assertThat(done("search", "words", "--like", "0")).contains("1 result");
  }

  private void importWords() throws IOException {
    Path file = folder.resolve("words.h5");
    EmbeddingFiles.write(file, List.of("0", "1"), new float[][] {{1, 0}, {0, 1}});
    done("import", "--collection", "words", "--embeddings", file.toString());
  }

  @Test
  void aFolderThatIsNoCollectionIsNamedAndLeftOut() throws IOException {
    copy(REVISED);
    Path bare = indexData().resolve("bare");
    Files.createDirectories(bare);
    try (Stream<Path> files = Files.list(OlderGenerations.index(indexData()))) {
      for (Path file : files.toList()) {
        Files.copy(file, bare.resolve(file.getFileName().toString()));
      }
    }

    Outcome listed = run("collections");
    assertThat(listed.code()).isEqualTo(Cli.DONE);
    assertThat(listed.out()).contains("papers").doesNotContain("bare");
    assertThat(listed.err())
        .contains("left out: " + bare, "without the file CURRENT")
        .hasLineCount(1);
    assertFails(run("check", "bare"), bare.toString(), "without the file CURRENT", "import");
    assertFails(run("search", "bare", "galaxies"), "bare");
  }

  @Test
  void anImportLeavesAloneWhatElseLiesInItsFolder() throws IOException {
    Path others = indexData().resolve("words/precious/notes.txt");
    Files.createDirectories(others.getParent());
    Files.writeString(others, "mine");
    importWords();
    importWords();
    importWords();
    assertThat(others).hasContent("mine");
  }
}
