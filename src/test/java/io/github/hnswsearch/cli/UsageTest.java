package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, exit codes and refusals that need no collection. */
final class UsageTest {
  @TempDir private Path indexData;

  @Test
  void withoutACommandTheHelpNamesThemAll() {
    Outcome outcome = Cli.run();

    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.out())
        .contains("Start with: hnsw-search demo")
        .contains("import", "rebuild", "embed", "search", "serve", "check", "collections");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "demo | Embeds and imports the bundled sample",
        "import | Builds a collection from HDF5 embeddings",
        "rebuild | Imports a collection again",
        "embed | Embeds papers, documents or pictures into HDF5",
        "search | Searches a collection",
        "serve | Serves the search page and the REST API",
        "check | Verifies a collection",
        "collections | Lists the collections",
        "evaluate | Measures how well a collection of arXiv papers is searched",
        "bench | Measures recall, queries a second and latency per ef",
        "gallery | Draws a gallery of scenes to try picture search with",
        "models | Lists, fetches, checks and times encoders",
        "models bench | Times an encoder on this machine",
        "models list | Lists the encoders",
        "models pull | Fetches encoders",
        "models verify | compares size and SHA-256",
        "datasets | Lists and fetches published embeddings",
        "datasets list | Lists the published files",
        "datasets pull | Fetches published files"
      })
  void everyCommandExplainsItself(String command, String description) {
    Outcome outcome = Cli.run((command + " --help").split(" "));

    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.out()).contains("Usage: hnsw-search " + command, description);
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void theVersionNamesProgramAndJava() {
    Outcome outcome = Cli.run("--version");

    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.out()).contains("hnsw-search ", "Java " + Runtime.version());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serach papers x",
        "search papers x --colour red",
        "search",
        "search papers x -k ten",
        "search papers x --mode telepathy",
        "import",
        "import --collection papers",
        "import papers.yaml --collection papers --embeddings papers.h5",
        "import papers.yaml --quantization int2",
        "embed --encoder arxiv-static-384",
        "embed --encoder arxiv-static-384 --input in --output out --part-rows 0",
        "embed --encoder arxiv-static-384 --input in --output out --kind songs",
        "check",
        "collections papers",
        "models",
        "models pull",
        "datasets fetch",
        "serve --port 65536",
        "serve --port -1",
        "serve --host 0.0.0.0",
        "demo --host ::",
        "serve --max-concurrent 0",
        "serve --max-queued -1",
        "serve --drain-seconds 601",
        "serve --cors-origin *",
        "serve --allowed-host name:7070",
        "gallery --count 3",
        "gallery --output drawn",
        "gallery --count many --output drawn",
        "gallery --count 3 --format gif --output drawn",
        "gallery --count 0 --output drawn",
        "gallery --count 3 --size 15 --output drawn",
        "gallery --count 3 --size 4097 --output drawn"
      })
  void badUsageEndsWithTwoAndSaysWhy(String line) {
    Outcome outcome = Cli.run(line.split(" "));

    assertThat(outcome.code()).isEqualTo(Cli.BAD_USAGE);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).isNotBlank().doesNotContain("\tat ");
  }

  @Test
  void aKeyIsNamedByAFileAndNeverGiven() throws IOException {
    Path keys = Files.writeString(indexData.resolve("keys"), "too-short");

    Outcome outcome = Cli.run("serve", "--api-key-file", keys.toString());

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err())
        .contains(keys + ", line 1", "at least 16")
        .doesNotContain("too-short");
    assertThat(Cli.run("serve", "--help").out())
        .contains("--api-key-file", "HNSW_SEARCH_API_KEY")
        .doesNotContain("--api-key=");
  }

  @Test
  void anEmptyFolderSaysWhatToDo() {
    Outcome outcome = Cli.run("collections", "--index-data", indexData.toString());

    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.out()).contains(indexData.toString(), "hnsw-search demo");
  }

  @Test
  void anEmptyFolderIsAnEmptyListInJson() {
    Outcome outcome = Cli.run("collections", "--json", "--index-data", indexData.toString());

    assertThat(outcome.out().strip()).isEqualTo("[ ]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"search papers x", "check papers", "rebuild papers"})
  void aCollectionThatIsNotThereIsNamed(String line) {
    Outcome outcome = Cli.run((line + " --index-data " + indexData.toAbsolutePath()).split(" "));

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).startsWith("error: ").contains("\"papers\"");
  }

  @Test
  void aQueryIsRequired() {
    Outcome outcome = Cli.run("search", "papers", "--index-data", indexData.toString());

    assertThat(outcome.code()).isEqualTo(Cli.BAD_USAGE);
    assertThat(outcome.err())
        .contains("expected a TEXT, --like ID, --image FILE or --vector FILE.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import %s/nowhere.yaml",
        "import --collection papers --embeddings %s/nowhere.h5",
        "embed --encoder arxiv-static-384 --input %s/nowhere.jsonl --output %s/out.h5"
      })
  void aMissingFileIsNamed(String line) {
    String[] arguments =
        (line.replace("%s", indexData.toString()) + " --index-data " + indexData).split(" ");

    Outcome outcome = Cli.run(arguments);

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err())
        .contains("error: ", indexData.resolve("nowhere").toString())
        .doesNotContain("\tat ", "Exception");
  }

  @Test
  void anUnknownEncoderListsTheKnownOnes() {
    Outcome outcome =
        Cli.run(
            "embed",
            "--encoder",
            "nope",
            "--input",
            "importer/sample/papers.jsonl",
            "--output",
            indexData.resolve("out.h5").toString());

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).contains("\"nope\"", "arxiv-static-384");
  }
}
