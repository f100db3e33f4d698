package io.github.hnswsearch.lucene;

import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.VectorStorage;
import java.io.IOException;
import java.util.Map;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;

/** Asks Lucene what the vectors of an index take off the heap, by the extension of their file. */
public final class VectorStorageProbe implements VectorStorage.Probe {
  private static final String FLOATS = "vec";
  private static final String GRAPH = "vex";

  @Override
  public VectorStorage of(Generation generation) throws IOException {
    long floats = 0;
    long quantized = 0;
    long graph = 0;
    try (Directory directory = new MMapDirectory(generation.indexDirectory());
        DirectoryReader reader = DirectoryReader.open(directory)) {
      for (LeafReaderContext leaf : reader.leaves()) {
        for (Map.Entry<String, Long> part : parts(leaf).entrySet()) {
          switch (part.getKey()) {
            case FLOATS -> floats += part.getValue();
            case GRAPH -> graph += part.getValue();
            default -> quantized += part.getValue();
          }
        }
      }
    }
    return new VectorStorage(quantized == 0 ? floats : quantized, graph);
  }

  private static Map<String, Long> parts(LeafReaderContext leaf) {
    @Nullable FieldInfo field = leaf.reader().getFieldInfos().fieldInfo(FieldNames.VECTOR);
    if (field == null || !(leaf.reader() instanceof CodecReader codecReader)) {
      return Map.of();
    }
    KnnVectorsReader vectors = codecReader.getVectorReader();
    return vectors.getOffHeapByteSize(field);
  }
}
