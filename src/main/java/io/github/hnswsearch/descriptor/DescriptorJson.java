package io.github.hnswsearch.descriptor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Descriptor.MetadataSource;
import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.record.BadInputException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Descriptors as manifests keep them: the keys of the YAML, with absolute paths and every default
 * written out.
 */
public final class DescriptorJson {
  private DescriptorJson() {}

  /** The descriptor as a JSON object; what it lacks has no key. */
  public static ObjectNode toJson(Descriptor descriptor) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("collection", descriptor.collection());
    putIfPresent(json, "about", descriptor.about());
    json.set("source", source(descriptor.source()));
    if (descriptor.metadata() != null) {
      json.set("metadata", metadata(descriptor.metadata()));
    }
    putIfPresent(json, "encoder", descriptor.encoder());
    IndexOptions index = descriptor.index();
    json.putObject("index")
        .put("max_conn", index.maxConn())
        .put("beam_width", index.beamWidth())
        .put("quantization", index.quantization().text());
    Ranking ranking = descriptor.ranking();
    json.putObject("ranking")
        .put("rank_constant", ranking.rankConstant())
        .putObject("weights")
        .put("vector", ranking.vectorWeight())
        .put("keyword", ranking.keywordWeight());
    return json;
  }

  private static ObjectNode source(Source source) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode embeddings = json.putArray("embeddings");
    source.embeddings().forEach(path -> embeddings.add(path.toString()));
    DatasetNames names = source.datasets();
    if (!names.equals(DatasetNames.DETECT)) {
      ObjectNode datasets = json.putObject("datasets");
      putIfPresent(datasets, "embeddings", names.embeddings());
      putIfPresent(datasets, "id", names.id());
    }
    if (source.pictures() != null) {
      json.put("pictures", source.pictures().toString());
    }
    return json;
  }

  private static ObjectNode metadata(MetadataSource metadata) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", metadata.format().text());
    json.put("file", metadata.file().toString());
    putIfPresent(json, "key", metadata.key());
    if (!metadata.fields().isEmpty()) {
      ObjectNode fields = json.putObject("fields");
      metadata
          .fields()
          .forEach((column, type) -> fields.put(column, type.name().toLowerCase(Locale.ROOT)));
    }
    return json;
  }

  private static void putIfPresent(ObjectNode json, String key, @Nullable String value) {
    if (value != null) {
      json.put(key, value);
    }
  }

  /**
   * Reads back what {@link #toJson} wrote.
   *
   * @param where what an error names as the place, for example the manifest's path
   * @throws BadInputException if it is no descriptor
   */
  public static Descriptor fromJson(JsonNode json, String where) throws BadInputException {
    if (!(json instanceof ObjectNode object)) {
      throw new BadInputException(
          where,
          "expected a descriptor as a JSON object, found " + json.getNodeType(),
          "Import the collection again from its descriptor file");
    }
    return DescriptorTree.read(object, key -> where, Path.of("").toAbsolutePath());
  }
}
