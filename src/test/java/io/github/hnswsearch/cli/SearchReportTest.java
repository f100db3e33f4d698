package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.SearchResponse;
import io.github.hnswsearch.search.SearchResponse.Duplicate;
import io.github.hnswsearch.search.SearchResponse.Hit;
import io.github.hnswsearch.search.SearchResponse.Took;
import io.github.hnswsearch.search.SearchResponse.Total;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a search looks like in a terminal. */
final class SearchReportTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aHybridSearchNamesEveryNumber() {
    Hit hit = hit(1, 0.8124, 0.032787, List.of(new Duplicate("y", 0.99)));

    print(StandardCharsets.UTF_8, response("hybrid", 1.1, new Total(138, Total.EXACT), hit));

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "1 of 138 results · hybrid · 4.2 ms (embed 1.1, search 3.1)",
            "",
            "   1  Title 1",
            "      similarity 0.812 · score 0.03279 · id1 · https://example.org/1",
            "      and 1 near-duplicate",
            "");
    assertThat(err.toString(StandardCharsets.UTF_8).lines()).containsExactly("note: A warning.");
  }

  @Test
  void aSearchByVectorsHasSimilaritiesAndOneByWordsScores() {
    print(StandardCharsets.UTF_8, response("vector", 0, all(1), hit(1, 0.5, 0.5, null)));
    print(StandardCharsets.UTF_8, response("keyword", 0, all(1), hit(1, null, 7.25, null)));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("      similarity 0.500 · id1 ", "      score 7.250 · id1 ")
        .contains("1 result · keyword · 4.2 ms\n".replace("\n", System.lineSeparator()));
  }

  @Test
  void whereTheTerminalHasNoDotABarStandsForIt() {
    print(StandardCharsets.US_ASCII, response("vector", 0, all(0)));

    assertThat(out.toString(StandardCharsets.US_ASCII)).startsWith("nothing found | vector | 4.2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 10 | 138  | eq    | 10 of 138 results",
        "1 | 3  | 3    | eq    | 3 results",
        "1 | 1  | 1    | eq    | 1 result",
        "1 | 10 | 1000 | gte   | 10 of at least 1,000 results",
        "1 | 10 | 10   | gte   | 10 of at least 10 results",
        "1 | 10 | 10   | top_k | the best 10 results",
        "11| 20 | 20   | top_k | 11 to 20 of the best 20 results",
        "11| 15 | 15   | eq    | 11 to 15 of 15 results",
        "1 | 0  | 15   | eq    | none of 15 results",
        "1 | 0  | 0    | eq    | nothing found"
      })
  void theFirstLineTellsHowManyThereAre(
      int first, int last, long total, String relation, String line) {
    Hit[] hits =
        IntStream.rangeClosed(first, last)
            .mapToObj(rank -> hit(rank, 0.5, 0.5, null))
            .toArray(Hit[]::new);

    print(StandardCharsets.UTF_8, response("vector", 0, new Total(total, relation), hits));

    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith(line + " · ");
  }

  private void print(Charset charset, SearchResponse response) {
    new SearchReport(new PrintStream(out, true, charset), new PrintStream(err, true, charset))
        .print(response);
  }

  private static Total all(long count) {
    return new Total(count, Total.EXACT);
  }

  private static SearchResponse response(String mode, double embed, Total total, Hit... hits) {
    return new SearchResponse(
        "query",
        mode,
        new Took(embed, 3.1, 4.2),
        total,
        List.of(hits),
        null,
        null,
        null,
        List.of("A warning."),
        "generation");
  }

  private static Hit hit(
      int rank, @Nullable Double similarity, double score, @Nullable List<Duplicate> duplicates) {
    return new Hit(
        rank,
        "id" + rank,
        "https://example.org/" + rank,
        similarity,
        score,
        Map.of(),
        Map.of("title", "Title " + rank),
        null,
        null,
        duplicates,
        null);
  }
}
