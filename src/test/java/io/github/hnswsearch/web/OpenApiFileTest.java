package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The description by itself: whole, valid, and of use to whoever reads it. */
class OpenApiFileTest {
  private static final OpenApiFile FILE = OpenApiFile.read();

  @Test
  void itIsValidOpenApi31() throws IOException {
    assertThat(official().validate(FILE.root())).isEmpty();
  }

  @Test
  void everySchemaInItIsAValidSchema() {
    Schema meta = registry().getSchema(com.networknt.schema.SchemaLocation.of(METASCHEMA));
    List<String> defects = new ArrayList<>();
    all(FILE.root(), "schema")
        .forEach(schema -> meta.validate(schema).forEach(error -> defects.add(error.toString())));
    for (JsonNode schema : FILE.root().at("/components/schemas")) {
      meta.validate(schema).forEach(error -> defects.add(error.toString()));
    }
    assertThat(defects).isEmpty();
  }

  @Test
  void everyOperationSaysWhatItIsFor() {
    for (JsonNode path : FILE.root().get("paths")) {
      for (JsonNode operation : path) {
        if (operation.has("operationId")) {
          assertThat(operation.fieldNames())
              .as(operation.get("operationId").asText())
              .toIterable()
              .contains("summary", "description", "tags", "responses");
        }
      }
    }
    assertThat(FILE.operations()).extracting(ApiOperation::id).doesNotHaveDuplicates();
  }

  @Test
  void everyTagIsDescribedAndUsed() {
    TreeSet<String> used = new TreeSet<>();
    all(FILE.root().get("paths"), "tags")
        .forEach(tags -> tags.forEach(tag -> used.add(tag.asText())));
    TreeSet<String> described = new TreeSet<>();
    FILE.root().get("tags").forEach(tag -> described.add(tag.get("name").asText()));
    assertThat(described).isEqualTo(used);
  }

  @Test
  void everyParameterIsDescribedWithAnExampleThatIsAllowed() {
    List<JsonNode> parameters = new ArrayList<>();
    FILE.root().at("/components/parameters").forEach(parameters::add);
    all(FILE.root().get("paths"), "parameters")
        .forEach(list -> list.forEach(parameter -> parameters.add(FILE.resolved(parameter))));
    for (JsonNode parameter : parameters) {
      String name = parameter.get("name").asText();
      assertThat(parameter.path("description").asText()).as(name).isNotBlank();
      assertThat(FILE.defects(parameter.path("example"), parameter.get("schema")))
          .as(name)
          .isEmpty();
    }
  }

  @Test
  void everyHeaderIsDescribedWithAnExampleThatIsAllowed() {
    for (Map.Entry<String, JsonNode> header : FILE.root().at("/components/headers").properties()) {
      assertThat(header.getValue().path("description").asText()).as(header.getKey()).isNotBlank();
      assertThat(FILE.defects(header.getValue().path("example"), header.getValue().get("schema")))
          .as(header.getKey())
          .isEmpty();
    }
  }

  @Test
  void everyExampleAndDefaultOfASchemaIsAllowedByIt() {
    for (Map.Entry<String, JsonNode> schema : FILE.root().at("/components/schemas").properties()) {
      List<JsonNode> values = new ArrayList<>();
      schema.getValue().path("examples").forEach(values::add);
      if (schema.getValue().has("default")) {
        values.add(schema.getValue().get("default"));
      }
      for (JsonNode value : values) {
        assertThat(FILE.defects(value, schema.getValue())).as(schema.getKey() + value).isEmpty();
      }
    }
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
    TreeSet<String> used = new TreeSet<>();
    for (JsonNode reference : all(FILE.root(), "$ref")) {
      used.add(reference.asText());
    }
    TreeSet<String> defined = new TreeSet<>();
    for (Map.Entry<String, JsonNode> kind : FILE.root().get("components").properties()) {
      if (!kind.getKey().equals("securitySchemes")) {
        kind.getValue()
            .fieldNames()
            .forEachRemaining(name -> defined.add("#/components/" + kind.getKey() + "/" + name));
      }
    }
    assertThat(used).isEqualTo(defined);
  }

  @Test
  void everyObjectOfAnAnswerIsClosedOrAMap() {
    for (JsonNode properties : all(FILE.root().at("/components/schemas"), "properties")) {
      assertThat(properties).isNotEmpty();
    }
    for (Map.Entry<String, JsonNode> schema : FILE.root().at("/components/schemas").properties()) {
      for (JsonNode object : objects(schema.getValue())) {
        assertThat(object.has("additionalProperties")).as(schema.getKey() + object).isTrue();
      }
    }
  }

  @Test
  void everyKindOfProblemIsListed() {
    TreeSet<String> listed = new TreeSet<>();
    FILE.root()
        .at("/components/schemas/Problem/properties/type/enum")
        .forEach(type -> listed.add(type.asText()));
    TreeSet<String> kinds = new TreeSet<>();
    for (Problem.Kind kind : Problem.Kind.values()) {
      kinds.add(kind.because("", "").type());
    }
    assertThat(listed).isEqualTo(kinds);
  }

  private static final String METASCHEMA = "https://json-schema.org/draft/2020-12/schema";

  private static SchemaRegistry registry() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  }

  /** The OpenAPI Initiative's own schema of such files. */
  private static Schema official() throws IOException {
    String resource = "/openapi/schemas/v3.1/schema.yaml";
    try (InputStream schema = OpenApiFileTest.class.getResourceAsStream(resource)) {
      return registry()
          .getSchema(new YAMLMapper().readTree(Objects.requireNonNull(schema, resource)));
    }
  }

  /** All values of a key, at any depth. */
  private static List<JsonNode> all(JsonNode node, String key) {
    return node.findValues(key);
  }

  private static List<JsonNode> objects(JsonNode schema) {
    List<JsonNode> found = new ArrayList<>();
    if (schema.path("type").asText().equals("object")) {
      found.add(schema);
    }
    schema.forEach(child -> found.addAll(objects(child)));
    return found;
  }
}
