package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.cli.Cli.Outcome;
import io.github.hnswsearch.document.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of documents becomes a collection, by commands alone. */
final class EmbedCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENCODER = "arxiv-static-384";

  @TempDir private Path folder;
  private Path documents;

  @BeforeEach
  void write() throws IOException {
    documents = Files.createDirectories(folder.resolve("documents/more"));
    Documents.pdf(
        documents.resolve("1.pdf"),
        "Notes on Exoplanets",
        "The transit method finds planets around other stars by the light that they take away.");
    Documents.docx(
        documents.resolve("2.docx"),
        "Game Playing",
        "Reinforcement learning teaches machines to play games such as chess and Go.");
    documents = documents.getParent();
    Files.writeString(
        documents.resolve("3.md"),
        "---\ntitle: Molecules\n---\nGraph neural networks predict properties of molecules.\n");
    Files.writeString(documents.resolve("4.txt"), "Superconductors conduct without resistance.");
    Files.write(
        documents.resolve("5.zip"),
        "PK\u0003\u0004".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  private static Outcome embed(Path input, Path output, String... more) {
    return Cli.run(
        Stream.concat(
                Stream.of(
                    "embed", "--encoder", ENCODER, "--input", "" + input, "--output", "" + output),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Outcome run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--index-data", folder.resolve("index").toString()));
    return Cli.run(all.toArray(String[]::new));
  }

  private JsonNode bestHit(String query, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("search", "documents", query, "--json"));
    arguments.addAll(List.of(more));
    return JSON.readTree(run(arguments.toArray(String[]::new)).out()).get("hits").get(0);
  }

  @Test
  void documentsAreFoundByTitleWordsAndMeaning() throws IOException {
    Path output = folder.resolve("embeddings");
    Outcome embedded = embed(documents, output);
    assertThat(embedded.err()).doesNotContain("error");
    assertThat(embedded.out())
        .contains("4 documents embedded into " + output)
        .contains("1 left out (unsupported: 1), listed in " + output.resolve("skipped.jsonl"))
        .contains("--metadata " + output.resolve("metadata.jsonl") + " --encoder " + ENCODER);

    Outcome imported =
        run(
            "import",
            "--collection",
            "documents",
            "--embeddings",
            "" + output,
            "--metadata",
            "" + output.resolve("metadata.jsonl"),
            "--encoder",
            ENCODER,
            "--quantization",
            "none");
    assertThat(imported.err()).doesNotContain("error");
    assertThat(imported.out()).contains("Collection documents: 4 items");

    JsonNode byTitle = bestHit("exoplanets", "--mode", "keyword");
    assertThat(byTitle.get("fields").get("title").toString()).contains("Notes on Exoplanets");
    assertThat(byTitle.get("url").asText()).isEqualTo("more/1.pdf");
    assertThat(bestHit("teaching computers chess", "--mode", "vector").get("url").asText())
        .isEqualTo("more/2.docx");
    assertThat(bestHit("networks", "--filter", "type:markdown").get("url").asText())
        .isEqualTo("3.md");
  }

  @Test
  void aSecondRunSaysThatItIsDone() {
    Path output = folder.resolve("documents.h5");
    assertThat(embed(documents, output).code()).isEqualTo(Cli.DONE);

    Outcome again = embed(documents, output);

    assertThat(again.code()).isEqualTo(Cli.DONE);
    assertThat(again.out())
        .contains("4 documents were embedded into " + output + " before; --restart does it again");
  }

  @Test
  void otherOptionsAreRefusedUntilARestart() {
    Path output = folder.resolve("documents.h5");
    embed(documents, output);

    Outcome refused = embed(documents, output, "--part-rows", "2");
    Outcome restarted = embed(documents, output, "--part-rows", "2", "--restart");

    assertThat(refused.code()).isEqualTo(Cli.FAILED);
    assertThat(refused.err()).contains("part rows was 43690, and is 2 now", "--restart");
    assertThat(restarted.out()).contains("4 documents embedded");
  }

  @Test
  void anUnfinishedFolderIsNotImported() throws IOException {
    Path output = folder.resolve("embeddings");
    embed(documents, output);
    Path progress = output.resolve("progress.json");
    Files.writeString(
        progress,
        Files.readString(progress).replace("\"finished\" : true", "\"finished\" : false"));

    Outcome outcome = run("import", "--collection", "documents", "--embeddings", output.toString());

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err())
        .contains("found that they are not finished. Run the same embed command again");
  }

  @Test
  void theSummaryIsJsonForMachines() throws IOException {
    JsonNode summary =
        JSON.readTree(embed(documents, folder.resolve("documents.h5"), "--json").out());

    assertThat(summary.get("rows").asInt()).isEqualTo(4);
    assertThat(summary.get("kind").asText()).isEqualTo("documents");
    assertThat(summary.get("skipped").get("unsupported").asInt()).isEqualTo(1);
  }

  @Test
  void partsOfLessThanARowAreBadUsage() {
    Outcome outcome = embed(documents, folder.resolve("documents.h5"), "--part-rows", "0");
    assertThat(outcome.code()).isEqualTo(Cli.BAD_USAGE);
    assertThat(outcome.err()).contains("--part-rows: expected 1 or more, found 0");
  }
}
