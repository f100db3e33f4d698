package io.github.hnswsearch.lucene;

import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.LeafReaderContext;
import org.jspecify.annotations.Nullable;

/** Below the interface of an index: what reads the vectors of a segment and their graph. */
final class VectorReaders {
  private VectorReaders() {}

  /** The reader of a segment's vectors; null where it has none. */
  static @Nullable KnnVectorsReader of(LeafReaderContext leaf) {
    return leaf.reader() instanceof CodecReader segment
            && segment.getVectorReader() instanceof PerFieldKnnVectorsFormat.FieldsReader fields
        ? fields.getFieldReader(FieldNames.VECTOR)
        : null;
  }
}
