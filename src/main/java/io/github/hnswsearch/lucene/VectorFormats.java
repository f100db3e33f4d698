package io.github.hnswsearch.lucene;

import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import java.util.concurrent.ExecutorService;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.jspecify.annotations.Nullable;

/** Codecs for the two phases of a bulk build: vectors without a graph, then the graph. */
final class VectorFormats {
  /** Segments of any size have a graph: a search never turns into a scan without saying so. */
  static final int ALWAYS_LINK = 0;

  private VectorFormats() {}

  /** Writes vectors only; nothing is linked, so flushing costs no more than writing. */
  static Codec flat() {
    return codec(
        new Lucene99HnswVectorsFormat(
            Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN,
            Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH,
            Lucene99HnswVectorsFormat.DEFAULT_NUM_MERGE_WORKER,
            null,
            Integer.MAX_VALUE));
  }

  /**
   * Writes vectors and links them.
   *
   * @param executor runs the linking threads; unused where there is one
   */
  static Codec linked(IndexOptions options, int threads, ExecutorService executor) {
    int workers = Math.max(1, threads);
    @Nullable ExecutorService pool = workers == 1 ? null : executor;
    int maxConn = options.maxConn();
    int beamWidth = options.beamWidth();
    return codec(
        switch (options.quantization()) {
          case NONE ->
              new Lucene99HnswVectorsFormat(maxConn, beamWidth, workers, pool, ALWAYS_LINK);
          case INT8 ->
              new CodeLinkingFormat(ScalarEncoding.SEVEN_BIT, maxConn, beamWidth, workers, pool);
          case INT4 ->
              new CodeLinkingFormat(
                  ScalarEncoding.PACKED_NIBBLE, maxConn, beamWidth, workers, pool);
          case BIT1 ->
              new CodeLinkingFormat(
                  ScalarEncoding.SINGLE_BIT_QUERY_NIBBLE, maxConn, beamWidth, workers, pool);
        });
  }

  private static Codec codec(KnnVectorsFormat format) {
    return new Lucene104Codec() {
      @Override
      public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return format;
      }
    };
  }
}
