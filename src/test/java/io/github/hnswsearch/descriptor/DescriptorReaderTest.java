package io.github.hnswsearch.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.FieldType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorReaderTest {
  private static final String SMALLEST =
      """
      collection: papers
      source:
        embeddings: [papers.h5]
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("papers.yaml");
  }

  private Descriptor read(String yaml) throws IOException {
    return DescriptorReader.read(Files.writeString(file, yaml));
  }

  @Test
  void everyKeyIsRead() throws IOException {
    Descriptor descriptor =
        read(
            """
            collection: papers
            source:
              embeddings: [one.h5, /data/two.h5]
              datasets: {embeddings: group/vectors, id: group/urls}
            metadata:
              format: csv
              file: venues.csv.gz
              key: paper
              fields: {Venue Name: keyword, citations: long}
            encoder: all-roberta-large-v1
            index: {max_conn: 32, beam_width: 400, quantization: int8}
            ranking: {rank_constant: 20, weights: {vector: 0.3, keyword: 1}}
            """);

    assertThat(descriptor.collection()).isEqualTo("papers");
    assertThat(descriptor.source().embeddings())
        .containsExactly(folder.resolve("one.h5"), Path.of("/data/two.h5"));
    assertThat(descriptor.source().datasets())
        .isEqualTo(new DatasetNames("group/vectors", "group/urls"));
    assertThat(descriptor.metadata())
        .isEqualTo(
            new Descriptor.MetadataSource(
                MetadataFormat.CSV,
                folder.resolve("venues.csv.gz"),
                "paper",
                Map.of("Venue Name", FieldType.KEYWORD, "citations", FieldType.LONG)));
    assertThat(descriptor.encoder()).isEqualTo("all-roberta-large-v1");
    assertThat(descriptor.index()).isEqualTo(new IndexOptions(32, 400, Quantization.INT8));
    assertThat(descriptor.ranking()).isEqualTo(new Ranking(20, 0.3, 1));
  }

  @Test
  void whatIsLeftOutHasItsDefault() throws IOException {
    Descriptor descriptor = read(SMALLEST);

    assertThat(descriptor.source().datasets()).isEqualTo(DatasetNames.DETECT);
    assertThat(descriptor.metadata()).isNull();
    assertThat(descriptor.encoder()).isNull();
    assertThat(descriptor.index()).isEqualTo(IndexOptions.DEFAULT);
    assertThat(descriptor.ranking()).isEqualTo(Ranking.DEFAULT);
  }

  @Test
  void oneFileOfEmbeddingsNeedsNoList() throws IOException {
    assertThat(read(SMALLEST.replace("[papers.h5]", "parts/")).source().embeddings())
        .containsExactly(folder.resolve("parts"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          max_conn: 2                | true
          max_conn: 512              | true
          max_conn: 1                | false
          max_conn: 513              | false
          max_conn: 16.5             | false
          max_conn: many             | false
          max_conn: 99999999999      | false
          beam_width: 1              | true
          beam_width: 3200           | true
          beam_width: 0              | false
          beam_width: 3201           | false
          quantization: bit1         | true
          quantization: BIT1         | false
          quantization: 8            | false
          """)
  void hnswParametersStayInTheirRanges(String parameter, boolean valid) throws IOException {
    String yaml = SMALLEST + "index:\n  " + parameter + "\n";
    if (valid) {
      assertThat(read(yaml).index()).isNotNull();
    } else {
      assertThatThrownBy(() -> read(yaml))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(file + ", line 5, column 3, index." + parameter.split(":", 2)[0]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{vector: -1}", "{vector: .nan}", "{vector: .inf}", "{vector: much}"})
  void weightsAreNumbersOfZeroOrMore(String weights) {
    assertThatThrownBy(() -> read(SMALLEST + "ranking:\n  weights: " + weights + "\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("line 5, column 13, ranking.weights.vector: expected a number of 0");
  }

  @Test
  void bothWeightsCannotBeZero() {
    assertThatThrownBy(() -> read(SMALLEST + "ranking: {weights: {vector: 0, keyword: 0.0}}\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("ranking.weights: expected a weight above 0, found 0 for both");
  }

  @Test
  void anUnknownKeyIsNamedWithItsPlaceAndTheKnownOnes() {
    assertThatThrownBy(() -> read(SMALLEST + "index:\n  maxconn: 16\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            file
                + ", line 5, column 3, index.maxconn: unknown key \"maxconn\"."
                + " Known here are max_conn, beam_width, quantization.");
  }

  @Test
  void aMissingKeyIsNamedWithThePlaceOfItsSection() {
    assertThatThrownBy(() -> read("collection: papers\nsource:\n  datasets: {id: urls}\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(
            file + ", line 2, column 1: expected the key \"source.embeddings\", found none.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          collection: 2024           | expected text in quotes, found 2024
          collection: [a]            | expected text, found a list
          collection:                | expected text, found nothing
          collection: Papers         | found "Papers"
          collection: ../papers      | found "../papers"
          """)
  void aCollectionNameIsLowerCaseText(String line, String problem) {
    assertThatThrownBy(() -> read(SMALLEST.replace("collection: papers", line)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("line 1, column 1, collection: ")
        .hasMessageContaining(problem);
  }

  @Test
  void anEncoderIsANameAndNoPath() {
    assertThatThrownBy(() -> read(SMALLEST + "encoder: ../secrets\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("encoder: expected a name of letters")
        .hasMessageContaining("importer/models/");
  }

  @Test
  void embeddingsAreNeverAnEmptyList() {
    assertThatThrownBy(() -> read(SMALLEST.replace("[papers.h5]", "[]")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("source.embeddings: expected at least one entry, found none");
  }

  @Test
  void aKeyColumnIsForPlainTablesAlone() {
    assertThatThrownBy(() -> read(SMALLEST + "metadata: {format: arxiv, file: a.json, key: id}\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("metadata.key: expected with csv and jsonl alone, found with arxiv");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a b: long, A-B: text}     | the columns "a b" and "A-B" would both be the field a_b
          {2nd: long}                | expected a column that starts with a letter
          {votes: integer}           | expected one of text, keyword, category, name, long, double, date, stored; found "integer"
          """)
  void passThroughColumnsBecomeDistinctTypedFields(String fields, String problem) {
    assertThatThrownBy(
            () -> read(SMALLEST + "metadata: {format: csv, file: a.csv, fields: " + fields + "}\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void aKeyGivenTwiceIsAnError() {
    assertThatThrownBy(() -> read(SMALLEST + "collection: others\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("line 4, column 1: collection is given twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "- a\n- b\n", "# nothing\n", "papers\n", "[", "a: b: c\n", "\t- x"})
  void whatIsNoDescriptorIsRefused(String yaml) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file.toString());
  }

  @Test
  void aSyntaxErrorHasLineAndColumn() {
    assertThatThrownBy(() -> read("collection: papers\nsource: {embeddings: [a.h5\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageMatching("(?s)\\Q" + file + "\\E, line \\d+, column \\d+: not valid YAML: .*");
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertThatThrownBy(() -> read(SMALLEST + "---\n" + SMALLEST))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected one YAML document, found a second");
  }

  @Test
  void aliasesAreRefusedSoThatTheyCannotMultiply() {
    assertThatThrownBy(() -> read("collection: &a papers\nencoder: *a\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("line 2, column 10: found an alias");
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> read("collection: " + "[".repeat(100_000)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("nested deeper than 8 levels");
  }

  @Test
  void aLongKeyIsRefused() {
    assertThatThrownBy(() -> read(SMALLEST + "x".repeat(257) + ": 1\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("line 4, column 1: expected keys of at most 256 characters, found");
  }

  @Test
  void dataInADescriptorIsRefused() {
    assertThatThrownBy(() -> read(SMALLEST + "x: [" + "0,".repeat(400_000) + "0]\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("line 4, column ")
        .hasMessageContaining(": expected at most 10000 values, found more");
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 1_001, 1_024, 5_000})
  void aNumberOfAThousandDigitsIsRefusedInWords(int digits) {
    assertThatThrownBy(() -> read(SMALLEST.replace("papers\n", "9".repeat(digits) + "\n")))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"!!int \"+\"", "!!int \"\"", "!!null x", "[!!int \"+\"]"})
  void aTagThatDoesNotFitItsValueIsRefusedInWords(String value) {
    assertThatThrownBy(() -> read(SMALLEST.replace("papers\n", value + "\n")))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ", line 1, column ");
  }

  @Test
  void aDataFileTakenForADescriptorIsRefusedUnread() {
    assertThatThrownBy(() -> read("#".repeat(LocatedYaml.MAX_BYTES + 1)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected a descriptor of at most 1048576 bytes, found 1048577");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xe9});
    assertThatThrownBy(() -> DescriptorReader.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected YAML in UTF-8");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> DescriptorReader.read(folder.resolve("none.yaml")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("none.yaml: there is no such descriptor");
  }

  @Test
  void aFolderIsNoDescriptor() {
    assertThatThrownBy(() -> DescriptorReader.read(folder))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("Name a YAML file");
  }
}
