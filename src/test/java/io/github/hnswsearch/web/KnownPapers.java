package io.github.hnswsearch.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Thirty-two papers that everybody knows. */
final class KnownPapers {
  static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("title", FieldType.TEXT),
              new Field("author", FieldType.NAME),
              new Field("abstract", FieldType.TEXT),
              new Field("category", FieldType.CATEGORY),
              new Field("year", FieldType.LONG),
              new Field("doi", FieldType.KEYWORD),
              new Field("journal", FieldType.TEXT),
              new Field("comments", FieldType.STORED)));

  private KnownPapers() {}

  static List<Item> all() throws IOException {
    InputStream file = KnownPapers.class.getResourceAsStream("papers.jsonl");
    ObjectMapper json = new ObjectMapper();
    List<Item> papers = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        papers.add(paper(json.readTree(line)));
      }
    }
    return papers;
  }

  private static Item paper(JsonNode line) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : line.get("fields").properties()) {
      List<String> texts = new ArrayList<>();
      if (field.getValue().isArray()) {
        field.getValue().forEach(value -> texts.add(value.asText()));
      } else {
        texts.add(field.getValue().asText());
      }
      values.put(field.getKey(), texts);
    }
    return paper(line.get("id").asText(), line.get("url").asText(), values);
  }

  /** Another paper, whose vector is that of its title and abstract. */
  static Item paper(String id, String url, Map<String, List<String>> values) {
    Metadata metadata = new Metadata(values);
    String text =
        String.join(" ", metadata.all("title")) + " " + String.join(" ", metadata.all("abstract"));
    return RealCollections.item(id, url, text, metadata);
  }
}
