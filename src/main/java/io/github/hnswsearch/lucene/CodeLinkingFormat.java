package io.github.hnswsearch.lucene;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.hnsw.FlatVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsWriter;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.search.TaskExecutor;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Writes what {@link Lucene104HnswScalarQuantizedVectorsFormat} writes and under its name, so that
 * any Lucene reads it; only the scores that nodes are linked by come from {@link LinkingScorers}.
 */
final class CodeLinkingFormat extends KnnVectorsFormat {
  private static final KnnVectorsFormat LUCENE = new Lucene104HnswScalarQuantizedVectorsFormat();

  private final FlatVectorsFormat codes;
  private final int maxConn;
  private final int beamWidth;
  private final int workers;
  private final @Nullable TaskExecutor executor;

  /**
   * A format for one writer.
   *
   * @param workers threads that link at once, 1 or more
   * @param executor runs them; null where there is one
   */
  CodeLinkingFormat(
      ScalarEncoding encoding,
      int maxConn,
      int beamWidth,
      int workers,
      @Nullable ExecutorService executor) {
    super(LUCENE.getName());
    this.codes = new CodesFormat(encoding);
    this.maxConn = maxConn;
    this.beamWidth = beamWidth;
    this.workers = workers;
    this.executor = executor == null ? null : new TaskExecutor(executor);
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return new Lucene99HnswVectorsWriter(
        state,
        maxConn,
        beamWidth,
        codes,
        codes.fieldsWriter(state),
        workers,
        executor,
        VectorFormats.ALWAYS_LINK);
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return LUCENE.fieldsReader(state);
  }

  @Override
  public int getMaxDimensions(String field) {
    return LUCENE.getMaxDimensions(field);
  }
}
