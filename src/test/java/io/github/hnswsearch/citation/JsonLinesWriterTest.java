package io.github.hnswsearch.citation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.search.Document;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What goes into JSON Lines comes out of it. */
final class JsonLinesWriterTest {

  @Property(tries = 300)
  void everyItemIsALineThatReadsAsTheItem(@ForAll("papers") Document paper)
      throws JsonProcessingException {
    String lines = Exports.write(ExportFormat.JSONL, paper, Exports.titled("The next"));

    List<String> all = List.of(lines.split("\n", -1));
    assertThat(all).hasSize(3).last().isEqualTo("");
    assertThat(new ObjectMapper().readValue(all.getFirst(), Document.class)).isEqualTo(paper);
  }

  @Provide
  Arbitrary<Document> papers() {
    return Exports.hostilePapers();
  }
}
