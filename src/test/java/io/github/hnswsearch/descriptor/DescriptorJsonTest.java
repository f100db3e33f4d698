package io.github.hnswsearch.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Descriptor.MetadataSource;
import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.FieldType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DescriptorJsonTest {
  private static final Descriptor SMALLEST =
      new Descriptor(
          "papers",
          new Source(List.of(Path.of("/data/a.h5")), DatasetNames.DETECT),
          null,
          null,
          IndexOptions.DEFAULT,
          Ranking.DEFAULT);

  private static final Descriptor FULL =
      new Descriptor(
          "papers",
          "Papers of one conference.",
          new Source(
              List.of(Path.of("/data/a.h5"), Path.of("/data/b")),
              new DatasetNames(null, "urls"),
              Path.of("/data/pictures")),
          new MetadataSource(
              MetadataFormat.JSONL,
              Path.of("/data/m.jsonl"),
              "doi",
              Map.of("Impact Factor", FieldType.DOUBLE)),
          "paper-mini",
          new IndexOptions(24, 300, Quantization.NONE),
          new Ranking(10, 0.25, 1));

  @Test
  void aDescriptorSurvivesTheWayThroughText() throws IOException {
    for (Descriptor descriptor : List.of(SMALLEST, FULL)) {
      String text = DescriptorJson.toJson(descriptor).toString();
      assertThat(DescriptorJson.fromJson(new JsonMapper().readTree(text), "manifest.json"))
          .isEqualTo(descriptor);
    }
  }

  @Test
  void keysAreThoseOfTheYaml() {
    assertThat(DescriptorJson.toJson(FULL))
        .hasToString(
            """
            {"collection":"papers","about":"Papers of one conference.",\
            "source":{"embeddings":["/data/a.h5","/data/b"],"datasets":{"id":"urls"},\
            "pictures":"/data/pictures"},"metadata":{"format":"jsonl","file":"/data/m.jsonl",\
            "key":"doi","fields":{"Impact Factor":"double"}},"encoder":"paper-mini",\
            "index":{"max_conn":24,"beam_width":300,"quantization":"none"},\
            "ranking":{"rank_constant":10,"weights":{"vector":0.25,"keyword":1.0}}}""");
  }

  @Test
  void aDamagedManifestIsRefusedByNameAndKey() {
    ObjectNode json = DescriptorJson.toJson(FULL);
    json.withObject("index").put("max_conn", 1);
    assertThatThrownBy(() -> DescriptorJson.fromJson(json, "manifest.json"))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(
            "manifest.json, index.max_conn: expected a whole number from 2 to 512, found 1");
  }

  @Test
  void anythingButAnObjectIsRefused() {
    assertThatThrownBy(
            () -> DescriptorJson.fromJson(new JsonMapper().readTree("[]"), "manifest.json"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found ARRAY");
  }
}
