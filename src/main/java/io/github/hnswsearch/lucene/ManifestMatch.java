package io.github.hnswsearch.lucene;

import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.record.FieldType;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.hnsw.HnswGraphProvider;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsReader;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a manifest says of an index with what the index says of itself. Each problem is a
 * sentence that tells both; segments with the same problem make one.
 */
final class ManifestMatch {
  private static final Set<String> OWN_FIELDS =
      Set.of(FieldNames.ID, FieldNames.URL, FieldNames.VECTOR);

  private static final String UNQUANTIZED = new Lucene99HnswVectorsFormat().getName();

  private final Manifest manifest;
  private final Set<String> problems = new LinkedHashSet<>();

  private ManifestMatch(Manifest manifest) {
    this.manifest = manifest;
  }

  /** All that {@link IndexSchema} does not require: the quantization, M, and the fields. */
  static List<String> problems(DirectoryReader reader, Manifest manifest) throws IOException {
    ManifestMatch match = new ManifestMatch(manifest);
    match.compare("similarity", manifest.similarity(), Manifest.COSINE);
    for (LeafReaderContext leaf : reader.leaves()) {
      match.compareGraph(leaf);
      for (FieldInfo field : leaf.reader().getFieldInfos()) {
        match.compareField(field);
      }
    }
    return List.copyOf(match.problems);
  }

  private void compare(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      problems.add("The manifest says %s %s, the index has %s.".formatted(what, expected, found));
    }
  }

  private void compareGraph(LeafReaderContext leaf) throws IOException {
    @Nullable KnnVectorsReader vectors = VectorReaders.of(leaf);
    if (vectors instanceof HnswGraphProvider provider) {
      int maxConn = provider.getGraph(FieldNames.VECTOR).maxConn();
      compare("max_conn", manifest.maxConn(), maxConn);
    }
    if (vectors instanceof Lucene99HnswVectorsReader linked) {
      stored(leaf, linked)
          .ifPresent(found -> compare("quantization", manifest.quantization(), found.text()));
    }
  }

  /** How codes are stored; empty where they are in a way that builds do not write. */
  private static Optional<Quantization> stored(
      LeafReaderContext leaf, Lucene99HnswVectorsReader vectors) throws IOException {
    @Nullable KnnVectorValues found = vectors.getQuantizedVectorValues(FieldNames.VECTOR);
    if (found == null && UNQUANTIZED.equals(format(leaf))) {
      return Optional.of(Quantization.NONE);
    }
    if (!(found instanceof QuantizedByteVectorValues codes)) {
      return Optional.empty();
    }
    return switch (codes.getScalarEncoding()) {
      case SEVEN_BIT -> Optional.of(Quantization.INT8);
      case PACKED_NIBBLE -> Optional.of(Quantization.INT4);
      case SINGLE_BIT_QUERY_NIBBLE -> Optional.of(Quantization.BIT1);
      default -> Optional.empty();
    };
  }

  /** What Lucene calls the format of the vectors of a segment. */
  private static @Nullable String format(LeafReaderContext leaf) {
    @Nullable FieldInfo vectors = leaf.reader().getFieldInfos().fieldInfo(FieldNames.VECTOR);
    return vectors == null
        ? null
        : vectors.getAttribute(PerFieldKnnVectorsFormat.PER_FIELD_FORMAT_KEY);
  }

  private void compareField(FieldInfo field) {
    if (OWN_FIELDS.contains(field.name)) {
      return;
    }
    @Nullable FieldType type = manifest.schema().get(field.name);
    if (type == null) {
      problems.add("The index has a field %s, the manifest knows of none.".formatted(field.name));
      return;
    }
    Form expected = Form.of(type);
    Form found = Form.of(field);
    if (expected != found) {
      problems.add(
          "The manifest says that field %s is of type %s, so %s, in the index it is %s."
              .formatted(field.name, type, expected.words, found.words));
    }
  }

  /** How the values of a field are searched; several types are in the same way. */
  private enum Form {
    WORDS("searched by words"),
    VALUES("searched by whole values"),
    RANGES("searched by ranges"),
    STORED("not searched");

    private final String words;

    Form(String words) {
      this.words = words;
    }

    static Form of(FieldType type) {
      return switch (type) {
        case TEXT, NAME -> WORDS;
        case KEYWORD, CATEGORY -> VALUES;
        case LONG, DOUBLE, DATE -> RANGES;
        case STORED -> STORED;
      };
    }

    static Form of(FieldInfo field) {
      if (field.getPointDimensionCount() > 0) {
        return RANGES;
      }
      if (field.getIndexOptions() == IndexOptions.NONE) {
        return STORED;
      }
      return field.getIndexOptions() == IndexOptions.DOCS ? VALUES : WORDS;
    }
  }
}
