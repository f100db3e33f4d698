package io.github.hnswsearch.descriptor;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.github.hnswsearch.record.Abbreviated;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file as a tree that remembers where each key stands. Its size, its depth, its values and
 * the length of its keys are bounded and aliases refused, so that a hostile file costs no more than
 * an honest one.
 */
final class LocatedYaml {
  static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 8;
  private static final int MAX_VALUES = 10_000;
  private static final int MAX_KEY = 256;
  private static final YAMLFactory FACTORY = new YAMLFactory();

  private final Path file;
  private final YAMLParser parser;
  private final Map<String, JsonLocation> locations = new HashMap<>();
  private final ObjectNode root;
  private int values;

  private LocatedYaml(Path file, YAMLParser parser, String start) throws IOException {
    this.file = file;
    this.parser = parser;
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new BadInputException(
          file.toString(),
          "expected a descriptor that starts with \""
              + start
              + "\"; found "
              + (parser.currentToken() == null ? "nothing" : "something else"),
          "See importer/ for examples");
    }
    root = readObject("", 0);
    if (parser.nextToken() != null) {
      throw bad("expected one YAML document, found a second", "Write one file per collection");
    }
  }

  /**
   * Reads a file.
   *
   * @param start how such a file begins, for the error where it is no mapping at all
   */
  static LocatedYaml read(Path file, String start) throws IOException {
    String text = readText(file);
    try (YAMLParser parser = FACTORY.createParser(text)) {
      return new LocatedYaml(file, parser, start);
    } catch (JsonProcessingException e) {
      String problem = e.getOriginalMessage().lines().findFirst().orElse("cannot be parsed");
      throw new BadInputException(
          at(file, e.getLocation()),
          "not valid YAML: " + Abbreviated.text(problem),
          "Check indentation, quotes and colons there",
          e);
    }
  }

  private static String readText(Path file) throws IOException {
    byte[] bytes;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new BadInputException(
            file.toString(),
            "expected a descriptor of at most " + MAX_BYTES + " bytes, found " + Files.size(file),
            "Name the descriptor, not the data");
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new BadInputException(
          file.toString(), "there is no such descriptor", "Check the path", e);
    } catch (BadInputException e) {
      throw e;
    } catch (IOException e) {
      throw new BadInputException(
          file.toString(), "cannot be read (" + e.getMessage() + ")", "Name a YAML file", e);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BadInputException(
          file.toString(), "expected YAML in UTF-8, found other bytes", "Save it as UTF-8", e);
    }
  }

  ObjectNode root() {
    return root;
  }

  /** File, line and column of a key given by its dotted path, or of the nearest key around it. */
  String locate(String path) {
    String known = path;
    while (!locations.containsKey(known)) {
      int cut = Math.max(known.lastIndexOf('.'), known.lastIndexOf('['));
      if (cut < 0) {
        return file.toString();
      }
      known = known.substring(0, cut);
    }
    return at(file, locations.get(known));
  }

  private ObjectNode readObject(String path, int depth) throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      if (key.length() > MAX_KEY) {
        throw bad(
            "expected keys of at most " + MAX_KEY + " characters, found one of " + key.length(),
            "Shorten it");
      }
      String child = path.isEmpty() ? key : path + "." + key;
      if (object.has(key)) {
        throw bad(Abbreviated.text(child) + " is given twice", "Keep one of them");
      }
      locations.put(child, parser.currentTokenLocation());
      parser.nextToken();
      object.set(key, readValue(child, depth));
    }
    return object;
  }

  private ArrayNode readArray(String path, int depth) throws IOException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String child = path + "[" + array.size() + "]";
      locations.put(child, parser.currentTokenLocation());
      array.add(readValue(child, depth));
    }
    return array;
  }

  private JsonNode readValue(String path, int depth) throws IOException {
    if (parser.isCurrentAlias()) {
      throw bad("found an alias (*name)", "Write the value out");
    }
    if (depth >= MAX_DEPTH) {
      throw bad("nested deeper than " + MAX_DEPTH + " levels", "See importer/ for examples");
    }
    if (++values > MAX_VALUES) {
      throw bad(
          "expected at most " + MAX_VALUES + " values, found more",
          "Name the files of the data rather than the data");
    }
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw bad(
          "expected a value that is what its tag (!!) says, found another", "Leave out the tag");
    }
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (token) {
      case START_OBJECT -> readObject(path, depth + 1);
      case START_ARRAY -> readArray(path, depth + 1);
      case VALUE_NUMBER_INT -> nodes.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> readFloat();
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      case VALUE_NULL -> nodes.nullNode();
      default -> nodes.textNode(parser.getText());
    };
  }

  private JsonNode readFloat() throws IOException {
    try {
      return JsonNodeFactory.instance.numberNode(parser.getDoubleValue());
    } catch (JsonProcessingException e) {
      // YAML's .inf and .nan are numbers to its grammar but not to Java's.
      return JsonNodeFactory.instance.textNode(parser.getText());
    }
  }

  private BadInputException bad(String problem, String advice) {
    return new BadInputException(at(file, parser.currentTokenLocation()), problem, advice);
  }

  private static String at(Path file, @Nullable JsonLocation location) {
    return location == null
        ? file.toString()
        : file + ", line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
