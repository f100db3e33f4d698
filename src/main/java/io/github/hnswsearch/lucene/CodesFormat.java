package io.github.hnswsearch.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.codecs.hnsw.FlatVectorsFormat;
import org.apache.lucene.codecs.hnsw.FlatVectorsReader;
import org.apache.lucene.codecs.hnsw.FlatVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104ScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104ScalarQuantizedVectorsReader;
import org.apache.lucene.codecs.lucene104.Lucene104ScalarQuantizedVectorsWriter;
import org.apache.lucene.codecs.lucene99.Lucene99FlatVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * Codes and exact vectors in the files of {@link Lucene104ScalarQuantizedVectorsFormat}. While a
 * graph is linked, some scorers are asked of the writer and some of the reader: both have {@link
 * LinkingScorers}.
 */
final class CodesFormat extends FlatVectorsFormat {
  private static final FlatVectorsFormat FLOATS =
      new Lucene99FlatVectorsFormat(FlatVectorScorerUtil.getLucene99FlatVectorsScorer());

  private final ScalarEncoding encoding;

  CodesFormat(ScalarEncoding encoding) {
    super(Lucene104ScalarQuantizedVectorsFormat.NAME);
    this.encoding = encoding;
  }

  @Override
  public FlatVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return new Lucene104ScalarQuantizedVectorsWriter(
        state, encoding, FLOATS.fieldsWriter(state), new LinkingScorers());
  }

  @Override
  public FlatVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return new Lucene104ScalarQuantizedVectorsReader(
        state, FLOATS.fieldsReader(state), new LinkingScorers());
  }
}
