package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.cli.Cli.Outcome;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Import, search, rebuild and check of a collection whose embeddings came from elsewhere. */
final class CollectionCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DIMENSION = 8;

  /** Ids, titles, years; row i points along axis i modulo the dimension. */
  private static final List<List<String>> PAPERS =
      List.of(
          List.of("1706.03762", "Attention Is All You Need", "2017", "cs.CL cs.LG"),
          List.of("1512.03385", "Deep Residual Learning for Image Recognition", "2015", "cs.CV"),
          List.of("1312.5602", "Playing Atari with Deep Reinforcement Learning", "2013", "cs.LG"),
          List.of("hep-th/9711200", "The Large N Limit of Field Theories", "1997", "hep-th"),
          List.of("1103.2541", "Planet Occurrence around Solar-type Stars", "2011", "astro-ph.EP"));

  @TempDir private Path folder;
  private Path embeddings;
  private Path metadata;

  @BeforeEach
  void importPapers() throws IOException {
    embeddings = folder.resolve("papers.h5");
    metadata = folder.resolve("papers.jsonl");
    EmbeddingFiles.write(embeddings, urls(), rows());
    Files.write(metadata, PAPERS.stream().map(CollectionCommandsTest::metadataLine).toList());

    Outcome outcome = importPapers(embeddings);

    assertThat(outcome.err()).doesNotContain("error");
    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.out()).contains("Collection papers: 5 items, 8 dimensions");
  }

  private static List<String> urls() {
    return PAPERS.stream().map(paper -> "https://arxiv.org/pdf/" + paper.getFirst()).toList();
  }

  private static float[][] rows() {
    return IntStream.range(0, PAPERS.size())
        .mapToObj(CollectionCommandsTest::axis)
        .toArray(float[][]::new);
  }

  private static float[] axis(int i) {
    float[] row = new float[DIMENSION];
    row[i % DIMENSION] = 2;
    row[DIMENSION - 1] = 0.5f;
    return row;
  }

  private static String metadataLine(List<String> paper) {
    return """
        {"id": "%s", "title": "%s", "authors": "Some Body", "year": %s, "categories": "%s",\
         "abstract": "A summary."}"""
        .formatted(paper.get(0), paper.get(1), paper.get(2), paper.get(3));
  }

  private Outcome importPapers(Path file, String... more) {
    return run(
        Stream.concat(
                Stream.of(
                    "import",
                    "--collection",
                    "papers",
                    "--embeddings",
                    file.toString(),
                    "--metadata",
                    metadata.toString()),
                Arrays.stream(more))
            .toArray(String[]::new));
  }

  private Outcome run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--index-data");
    all.add(folder.resolve("index").toString());
    return Cli.run(all.toArray(String[]::new));
  }

  private JsonNode json(String... arguments) throws IOException {
    Outcome outcome =
        run(Stream.concat(Arrays.stream(arguments), Stream.of("--json")).toArray(String[]::new));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    return JSON.readTree(outcome.out());
  }

  private static List<String> ids(JsonNode response) {
    return response.get("hits").findValuesAsText("id");
  }

  @Test
  void collectionsListsWhatWasImported() {
    assertThat(run("collections").out())
        .contains("papers", "5 items, 8 dimensions, encoder unknown", "keyword", "bit1");
  }

  @Test
  void wordsFindTitles() throws IOException {
    Outcome outcome = run("search", "papers", "residual learning", "--mode", "keyword");

    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.out())
        .contains("Deep Residual Learning for Image Recognition", "1512.03385");
  }

  @Test
  void withoutAnEncoderWordsAreTheDefault() throws IOException {
    assertThat(json("search", "papers", "atari").get("mode").asText()).isEqualTo("keyword");
  }

  @Test
  void aHitTellsTheIdThatLikeTakes() {
    assertThat(run("search", "papers", "limit").out())
        .startsWith("1 result")
        .contains("hep-th_9711200");
    assertThat(run("search", "papers", "--like", "hep-th_9711200", "-k", "2").out())
        .startsWith("the best 2 results")
        .contains("      similarity ");
  }

  @Test
  void aPageStartsWhereTheOneBeforeItEnds() throws IOException {
    JsonNode all = json("search", "papers", "--like", "1706.03762", "-k", "4");
    JsonNode second = json("search", "papers", "--like", "1706.03762", "-k", "2", "--from", "2");

    assertThat(ids(second)).isEqualTo(ids(all).subList(2, 4));
    assertThat(second.get("hits").get(0).get("rank").asInt()).isEqualTo(3);
    assertThat(run("search", "papers", "deep", "--from", "-1").code()).isEqualTo(Cli.BAD_USAGE);
  }

  @Test
  void aThresholdOfDuplicatesIsAttachedAndNeverTheNextWord() throws IOException {
    JsonNode plain = json("search", "papers", "--dedupe", "attention");
    JsonNode given = json("search", "papers", "--dedupe=0.9", "attention");
    JsonNode last = json("search", "papers", "attention", "--dedupe");

    assertThat(ids(plain)).containsExactly("1706.03762").isEqualTo(ids(given)).isEqualTo(ids(last));
    assertThat(plain.at("/dedupe/threshold").asDouble()).isEqualTo(0.95);
    assertThat(given.at("/dedupe/threshold").asDouble()).isEqualTo(0.9);
    assertThat(last.at("/dedupe/threshold").asDouble()).isEqualTo(0.95);
    assertThat(run("search", "papers", "--dedupe=near", "attention").code())
        .isEqualTo(Cli.BAD_USAGE);
  }

  @Test
  void nothingFoundIsSaid() {
    Outcome outcome = run("search", "papers", "xylophone");

    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.out()).contains("nothing found");
  }

  @Test
  void jsonIsTheResponseOfTheApi() throws IOException {
    JsonNode response = json("search", "papers", "attention");

    assertThat(response.fieldNames())
        .toIterable()
        .contains("query", "mode", "took_ms", "total", "hits", "warnings", "generation");
    assertThat(response.get("query").asText()).isEqualTo("attention");
    assertThat(response.get("took_ms").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("embed", "search", "total");
    assertThat(response.get("total").get("value").asInt()).isEqualTo(1);
    JsonNode hit = response.get("hits").get(0);
    assertThat(hit.get("rank").asInt()).isEqualTo(1);
    assertThat(hit.get("id").asText()).isEqualTo("1706.03762");
    assertThat(hit.get("url").asText()).contains("arxiv.org");
    assertThat(hit.get("fields").get("title").asText()).isEqualTo("Attention Is All You Need");
  }

  @Test
  void severalTextsAreSeveralResponses() throws IOException {
    JsonNode responses = json("search", "papers", "atari", "residual");

    assertThat(responses.isArray()).isTrue();
    assertThat(responses.findValuesAsText("query")).containsExactly("atari", "residual");
    assertThat(ids(responses.get(0))).containsExactly("1312.5602");
    assertThat(ids(responses.get(1))).containsExactly("1512.03385");
  }

  @Test
  void similarItemsLeaveOutTheItemItself() throws IOException {
    assertThat(ids(json("search", "papers", "--like", "1706.03762")))
        .hasSize(PAPERS.size() - 1)
        .doesNotContain("1706.03762");
  }

  @Test
  void anOldIdIsWrittenWithAnUnderscore() throws IOException {
    assertThat(ids(json("search", "papers", "limit"))).containsExactly("hep-th_9711200");
  }

  @Test
  void anItemThatIsNotThereFails() {
    Outcome outcome = run("search", "papers", "--like", "9999.99999");

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).contains("9999.99999");
  }

  @Test
  void aVectorFindsItsRow() throws IOException {
    Path vector = folder.resolve("vector.json");
    Files.writeString(vector, Arrays.toString(axis(2)));

    JsonNode best = json("search", "papers", "--vector", vector.toString()).get("hits").get(0);

    assertThat(best.get("id").asText()).isEqualTo("1312.5602");
    assertThat(best.get("similarity").asDouble()).isCloseTo(1, within(1e-5));
  }

  @Test
  void aVectorFileThatIsNoneIsNamed() throws IOException {
    for (String content : List.of("", "null", "{}", "[1, \"x\"]", "[1, 2", "\0\0[\0")) {
      Path vector = Files.writeString(folder.resolve("vector.json"), content);

      Outcome outcome = run("search", "papers", "--vector", vector.toString());

      assertThat(outcome.code()).as(content).isEqualTo(Cli.FAILED);
      assertThat(outcome.err())
          .as(content)
          .contains(vector.toString(), "expected a JSON array of numbers");
    }
  }

  @Test
  void aVectorFileThatIsMissingIsNamed() {
    Path vector = folder.resolve("nowhere.json");

    Outcome outcome = run("search", "papers", "--vector", vector.toString());

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).contains(vector + ": expected a file");
  }

  @Test
  void aVectorOfAnotherDimensionIsBadUsage() throws IOException {
    Path vector = Files.writeString(folder.resolve("vector.json"), "[1, 2, 3]");

    Outcome outcome = run("search", "papers", "--vector", vector.toString());

    assertThat(outcome.code()).isEqualTo(Cli.BAD_USAGE);
    assertThat(outcome.err()).contains("expected 8 components, found 3");
  }

  @Test
  void filtersNarrow() throws IOException {
    assertThat(ids(json("search", "papers", "deep", "--filter", "year:2014..")))
        .containsExactly("1512.03385");
    assertThat(
            ids(
                json(
                    "search",
                    "papers",
                    "deep",
                    "--filter",
                    "category:cs",
                    "--filter",
                    "year:..2014")))
        .containsExactly("1312.5602");
  }

  @Test
  void anUnknownFilterFieldListsTheKnownOnes() {
    Outcome outcome = run("search", "papers", "deep", "--filter", "colour:red");

    assertThat(outcome.code()).isEqualTo(Cli.BAD_USAGE);
    assertThat(outcome.err()).contains("colour", "category", "author", "year");
  }

  @Test
  void aBrokenFileLeavesTheLiveCollectionAsItWas() throws IOException {
    String before = run("collections").out();
    Path broken = folder.resolve("broken.h5");
    byte[] whole = Files.readAllBytes(embeddings);
    Files.write(broken, Arrays.copyOf(whole, whole.length / 2));

    Outcome outcome = importPapers(broken);

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).contains("error: ", broken.toString()).doesNotContain("\tat ");
    assertThat(run("collections").out()).isEqualTo(before);
    assertThat(run("check", "papers").code()).isEqualTo(Cli.DONE);
  }

  @Test
  void badRowsAreSkippedAndCounted() throws IOException {
    Path spoilt = fileWithABadRow();

    Outcome outcome = importPapers(spoilt);

    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.out()).contains("4 items", "skipped.jsonl");
  }

  @Test
  void strictMakesABadRowFatalAndChangesNothing() throws IOException {
    Path spoilt = fileWithABadRow();

    Outcome outcome = importPapers(spoilt, "--strict");

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).contains("row 3", "without --strict");
    assertThat(run("collections").out()).contains("5 items");
  }

  private Path fileWithABadRow() throws IOException {
    float[][] rows = rows();
    rows[3] = new float[DIMENSION];
    Path file = folder.resolve("spoilt.h5");
    EmbeddingFiles.write(file, urls(), rows);
    return file;
  }

  @Test
  void anEncoderOfAnotherDimensionIsRefusedBeforeIndexing() {
    Outcome outcome = importPapers(embeddings, "--encoder", "arxiv-static-384");

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).contains("8 dimensions", "arxiv-static-384 with 384");
    assertThat(run("collections").out()).contains("encoder unknown");
  }

  @Test
  void whoeverSearchesHereIsToldWhatIsWrongWithTheEncoder() {
    importPapers(embeddings, "--encoder", "never-pulled");

    Outcome outcome = run("search", "papers", "dust", "--mode", "vector");

    assertThat(outcome.code()).isEqualTo(Cli.BAD_USAGE);
    assertThat(outcome.err())
        .hasLineCount(1)
        .contains("mode: expected keyword", "found vector", "models list")
        .contains("importer/models", "expected a description of encoder \"never-pulled\"");
  }

  @Test
  void rebuildTakesTheDescriptorFromTheManifest() throws IOException {
    JsonNode manifest = manifest(run("rebuild", "papers", "--quantization", "none", "--json"));

    assertThat(manifest.get("quantization").asText()).isEqualTo("none");
    assertThat(manifest.get("items").asInt()).isEqualTo(PAPERS.size());
    assertThat(run("collections").out()).contains("none, M 32");
    assertThat(ids(json("search", "papers", "atari"))).containsExactly("1312.5602");
  }

  @Test
  void whatADescriptorSaysOfACollectionOutlivesItsRebuild() throws IOException {
    Path descriptor =
        Files.writeString(
            folder.resolve("told.yaml"),
            """
            collection: told
            about: Five papers.
            source:
              embeddings: papers.h5
            """);
    for (String[] command :
        new String[][] {{"import", descriptor.toString()}, {"rebuild", "told"}}) {
      assertThat(run(command).code()).isEqualTo(Cli.DONE);
      assertThat(json("collections").findValuesAsText("about")).contains("Five papers.");
    }
  }

  private static JsonNode manifest(Outcome outcome) throws IOException {
    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    return JSON.readTree(outcome.out());
  }

  @Test
  void rebuildRefusesParametersThatNoGraphCanHave() {
    Outcome outcome = run("rebuild", "papers", "--max-conn", "1");

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).contains("max_conn", "2 to 512", "1");
  }

  @Test
  void aSoundCollectionPassesItsCheck() throws IOException {
    Outcome outcome = run("check", "papers");

    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.out()).contains("5 items, 5 linked", "in order");
    JsonNode found = json("check", "papers");
    assertThat(found.get("items").asInt()).isEqualTo(5);
    assertThat(found.get("linked").asInt()).isEqualTo(5);
    assertThat(found.get("unreachable").asInt()).isZero();
  }

  @Test
  void damageFailsTheCheckAndIsNamed() throws IOException {
    Path file = flipAByteOfTheVectors();

    Outcome outcome = run("check", "papers");

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.out()).contains("damaged", file.getFileName().toString(), "rebuild papers");
  }

  @Test
  void rebuildMendsADamagedCollection() throws IOException {
    flipAByteOfTheVectors();

    assertThat(run("rebuild", "papers").code()).isEqualTo(Cli.DONE);
    assertThat(run("check", "papers").code()).isEqualTo(Cli.DONE);
  }

  private Path flipAByteOfTheVectors() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("index"))) {
      Path file = files.filter(path -> path.toString().endsWith(".vec")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 0x40;
      Files.write(file, bytes);
      return file;
    }
  }

  @Test
  void checkAndCollectionsSpeakJsonToo() throws IOException {
    assertThat(json("check", "papers").get("problems")).isEmpty();
    assertThat(json("collections").findValuesAsText("name")).containsExactly("papers");
  }
}
