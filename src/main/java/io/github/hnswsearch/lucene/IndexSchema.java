package io.github.hnswsearch.lucene;

import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.util.Locale;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.VectorEncoding;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.jspecify.annotations.Nullable;

/** The fields that every index of ours has; another program's index has others. */
final class IndexSchema {
  private IndexSchema() {}

  /**
   * Refuses an index without ids, without vectors that the manifest describes, or with more or
   * fewer items than it counts.
   *
   * @throws BadInputException if it is none of ours
   */
  static void require(DirectoryReader reader, Generation generation) throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) {
      @Nullable String found = difference(leaf.reader(), generation.manifest().dimension());
      if (found != null) {
        throw foreign(
            generation,
            ("expected an index of HNSW Search with a field %s and unit vectors of %d components in"
                    + " a field %s, found %s")
                .formatted(
                    FieldNames.ID, generation.manifest().dimension(), FieldNames.VECTOR, found));
      }
    }
    long items = generation.manifest().items();
    if (reader.numDocs() != items) {
      throw foreign(
          generation,
          "expected the %d items that the manifest counts, found %d"
              .formatted(items, reader.numDocs()));
    }
  }

  private static BadInputException foreign(Generation generation, String difference) {
    return new BadInputException(
        generation.indexDirectory().toString(),
        difference,
        ("Another program has written it, or it belongs to another manifest: run ./hnsw-search"
                + " rebuild %s where its source files are, or import them again")
            .formatted(generation.manifest().collection()));
  }

  /** What another program has put there; null where all is as it should be. */
  private static @Nullable String difference(LeafReader segment, int dimension) throws IOException {
    @Nullable FieldInfo id = segment.getFieldInfos().fieldInfo(FieldNames.ID);
    if (id == null || id.getIndexOptions() == IndexOptions.NONE) {
      return "no field " + FieldNames.ID;
    }
    @Nullable FieldInfo vector = segment.getFieldInfos().fieldInfo(FieldNames.VECTOR);
    if (vector == null || !vector.hasVectorValues()) {
      return "no vectors";
    }
    if (vector.getVectorDimension() != dimension) {
      return "vectors of %d components".formatted(vector.getVectorDimension());
    }
    if (vector.getVectorEncoding() != VectorEncoding.FLOAT32) {
      return "vectors of bytes";
    }
    if (vector.getVectorSimilarityFunction() != VectorSimilarityFunction.DOT_PRODUCT) {
      return "vectors that are compared by "
          + vector.getVectorSimilarityFunction().name().toLowerCase(Locale.ROOT);
    }
    int vectors = segment.getFloatVectorValues(FieldNames.VECTOR).size();
    return vectors == segment.maxDoc()
        ? null
        : "%d documents of which %d have a vector".formatted(segment.maxDoc(), vectors);
  }
}
