package io.github.hnswsearch.citation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hnswsearch.search.Document;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What goes into JSON Lines comes out of it. */
final class JsonLinesWriterTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aLineHasRankSimilarityWhereThereIsOneAndScore() {
    Document paper = new Document("a", "b", Map.of("title", "T"));

    assertThat(Exports.write(ExportFormat.JSONL, paper, paper))
        .isEqualTo(
            """
            {"rank":1,"id":"a","url":"b","similarity":0.5,"score":0.25,"fields":{"title":"T"}}
            {"rank":2,"id":"a","url":"b","score":0.25,"fields":{"title":"T"}}
            """);
  }

  @Property(tries = 300)
  void everyItemIsALineThatReadsAsTheItem(@ForAll("papers") Document paper)
      throws JsonProcessingException {
    String lines = Exports.write(ExportFormat.JSONL, paper, Exports.titled("The next"));

    List<String> all = List.of(lines.split("\n", -1));
    assertThat(all).hasSize(3).last().isEqualTo("");
    ObjectNode line = (ObjectNode) JSON.readTree(all.getFirst());
    assertThat(line.remove("rank").asInt()).isEqualTo(1);
    assertThat(line.remove("similarity").asDouble()).isEqualTo(0.5);
    assertThat(line.remove("score").asDouble()).isEqualTo(0.25);
    assertThat(JSON.treeToValue(line, Document.class)).isEqualTo(paper);
  }

  @Provide
  Arbitrary<Document> papers() {
    return Exports.hostilePapers();
  }
}
