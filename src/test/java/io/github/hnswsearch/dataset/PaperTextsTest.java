package io.github.hnswsearch.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.dataset.PaperTexts.BadLine;
import io.github.hnswsearch.dataset.PaperTexts.Line;
import io.github.hnswsearch.dataset.PaperTexts.NoText;
import io.github.hnswsearch.dataset.PaperTexts.PaperText;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PaperTextsTest {
  private static final String SNAPSHOT =
      """
      {"id": "math/0309136", "title": "Sheaves", "abstract": "We glue."}
      not JSON

      {"id": "nonsense"}
      {"id": "1706.03762", "title": " "}
      {"id": "1706.03763", "abstract": "Alone"}
      also not JSON
      """;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("papers.jsonl"), SNAPSHOT);
  }

  private List<Line> lines() throws IOException {
    List<Line> lines = new ArrayList<>();
    try (PaperTexts papers = new PaperTexts(file, PaperTexts.TITLE_AND_ABSTRACT)) {
      for (Line line = papers.nextLine(); line != null; line = papers.nextLine()) {
        lines.add(line);
      }
      assertThat(papers.bytesRead()).isEqualTo(Files.size(file));
    }
    return lines;
  }

  @Test
  void everyLineIsToldInOrder() throws IOException {
    List<Line> lines = lines();

    assertThat(lines).extracting(Line::number).containsExactly(1L, 2L, 4L, 5L, 6L, 7L);
    assertThat(lines.get(0))
        .isEqualTo(
            new PaperText(
                1, "math_0309136", "https://arxiv.org/pdf/math/0309136.pdf", "Sheaves. We glue."));
    assertThat(lines.get(1)).isInstanceOf(BadLine.class);
    assertThat(lines.get(2)).isEqualTo(new BadLine(4, "expected an arXiv id, found \"nonsense\""));
    assertThat(lines.get(3)).isEqualTo(new NoText(5, "https://arxiv.org/pdf/1706.03762.pdf"));
    assertThat(lines.get(5)).isInstanceOf(BadLine.class);
  }

  @Test
  void papersAloneAreToldOnRequest() throws IOException {
    try (PaperTexts papers = new PaperTexts(file, List.of("abstract"))) {
      assertThat(papers.next()).extracting("text").isEqualTo("We glue.");
      assertThat(papers.next()).extracting("text").isEqualTo("Alone");
      assertThat(papers.next()).isNull();
    }
  }

  @Test
  void aFieldThatPapersDoNotHaveIsRefused() {
    assertThatThrownBy(() -> new PaperTexts(file, List.of("titel")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found \"titel\"");
  }
}
