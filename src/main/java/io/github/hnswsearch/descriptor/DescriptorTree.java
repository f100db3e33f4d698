package io.github.hnswsearch.descriptor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Descriptor.MetadataSource;
import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.record.Abbreviated;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a descriptor's tree, whether it came from YAML or from a manifest, key by key. */
final class DescriptorTree {
  private static final Pattern ENCODER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final int MAX_RANK_CONSTANT = 1_000_000;

  private final Path folder;

  /**
   * @param folder what relative paths are relative to
   */
  private DescriptorTree(Path folder) {
    this.folder = folder;
  }

  static Descriptor read(ObjectNode tree, UnaryOperator<String> locate, Path folder)
      throws BadInputException {
    Section root =
        Section.root(
            tree,
            locate,
            "collection",
            "about",
            "source",
            "metadata",
            "encoder",
            "index",
            "ranking");
    DescriptorTree reader = new DescriptorTree(folder);
    String collection = root.required("collection", root.text("collection"));
    return new Descriptor(
        CollectionName.check(root.place("collection"), collection),
        root.text("about"),
        reader.source(
            root.required("source", root.section("source", "embeddings", "datasets", "pictures"))),
        reader.metadata(root.section("metadata", "format", "file", "key", "fields")),
        encoder(root),
        index(root.section("index", "max_conn", "beam_width", "quantization")),
        ranking(root.section("ranking", "rank_constant", "weights")));
  }

  private Source source(Section section) throws BadInputException {
    List<String> names = section.required("embeddings", section.texts("embeddings"));
    List<Path> embeddings = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      embeddings.add(path(section, "embeddings[" + i + "]", names.get(i)));
    }
    Section datasets = section.section("datasets", "embeddings", "id");
    return new Source(
        embeddings,
        datasets == null
            ? DatasetNames.DETECT
            : new DatasetNames(datasets.text("embeddings"), datasets.text("id")),
        pictures(section));
  }

  private @Nullable Path pictures(Section section) throws BadInputException {
    String folder = section.text("pictures");
    return folder == null ? null : path(section, "pictures", folder);
  }

  private @Nullable MetadataSource metadata(@Nullable Section section) throws BadInputException {
    if (section == null) {
      return null;
    }
    MetadataFormat format =
        section.required(
            "format", section.choice("format", MetadataFormat.values(), MetadataFormat::text));
    String key = section.text("key");
    boolean plain = format == MetadataFormat.CSV || format == MetadataFormat.JSONL;
    if (key != null && !plain) {
      throw section.bad(
          "key",
          "expected with csv and jsonl alone, found with " + format.text(),
          "Remove it: this format knows its key");
    }
    Path file = path(section, "file", section.required("file", section.text("file")));
    return new MetadataSource(format, file, key, fields(section.open("fields")));
  }

  private static Map<String, FieldType> fields(@Nullable Section section) throws BadInputException {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    if (section == null) {
      return fields;
    }
    Map<String, String> columnOf = new HashMap<>();
    for (String column : section.keys()) {
      String name = MetadataSource.fieldName(column);
      FieldType type =
          section.required(
              column,
              section.choice(
                  column, FieldType.values(), value -> value.name().toLowerCase(Locale.ROOT)));
      try {
        fields.put(column, new Field(name, type).type());
      } catch (IllegalArgumentException e) {
        throw section.bad(
            column, "expected a column that starts with a letter", "Rename the column", e);
      }
      String other = columnOf.put(name, column);
      if (other != null) {
        throw section.bad(
            column,
            "the columns \"" + other + "\" and \"" + column + "\" would both be the field " + name,
            "Keep one of them");
      }
    }
    return fields;
  }

  private static @Nullable String encoder(Section root) throws BadInputException {
    String name = root.text("encoder");
    if (name != null && !ENCODER.matcher(name).matches()) {
      throw root.bad(
          "encoder",
          "expected a name of letters, digits, \".\", \"-\" and \"_\"; found \""
              + Abbreviated.text(name)
              + "\"",
          "Name a description in importer/models/, without folder and ending");
    }
    return name;
  }

  private static IndexOptions index(@Nullable Section section) throws BadInputException {
    IndexOptions defaults = IndexOptions.DEFAULT;
    if (section == null) {
      return defaults;
    }
    Quantization quantization =
        section.choice("quantization", Quantization.values(), Quantization::text);
    return new IndexOptions(
        section.integer(
            "max_conn", IndexOptions.MIN_MAX_CONN, IndexOptions.MAX_MAX_CONN, defaults.maxConn()),
        section.integer(
            "beam_width",
            IndexOptions.MIN_BEAM_WIDTH,
            IndexOptions.MAX_BEAM_WIDTH,
            defaults.beamWidth()),
        quantization == null ? defaults.quantization() : quantization);
  }

  private static Ranking ranking(@Nullable Section section) throws BadInputException {
    Ranking defaults = Ranking.DEFAULT;
    if (section == null) {
      return defaults;
    }
    int rankConstant =
        section.integer("rank_constant", 1, MAX_RANK_CONSTANT, defaults.rankConstant());
    Section weights = section.section("weights", "vector", "keyword");
    if (weights == null) {
      return new Ranking(rankConstant, defaults.vectorWeight(), defaults.keywordWeight());
    }
    double vector = weights.weight("vector", defaults.vectorWeight());
    double keyword = weights.weight("keyword", defaults.keywordWeight());
    if (vector == 0 && keyword == 0) {
      throw section.bad(
          "weights", "expected a weight above 0, found 0 for both", "Raise one of them");
    }
    return new Ranking(rankConstant, vector, keyword);
  }

  private Path path(Section section, String key, String text) throws BadInputException {
    try {
      return folder.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw section.bad(key, "expected a path, found " + e.getReason(), "Correct the path", e);
    }
  }
}
