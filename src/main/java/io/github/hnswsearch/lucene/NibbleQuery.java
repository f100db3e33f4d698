package io.github.hnswsearch.lucene;

import java.io.IOException;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.quantization.OptimizedScalarQuantizer;
import org.apache.lucene.util.quantization.OptimizedScalarQuantizer.QuantizationResult;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * A query quantized to four bits a dimension, to be compared with codes of one bit.
 *
 * @param planes all lowest bits, then all second ones, and so on
 * @param lower what a level of 0 stands for
 * @param step from one level to the next
 * @param sum of the levels
 * @param correction what its dot products with all codes have in common, less that of the centroid
 */
record NibbleQuery(byte[] planes, float lower, float step, float sum, float correction) {
  private static final float LEVELS = 15;

  /** The weight of the error along the vector against that across it: Lucene's. */
  private static final float LAMBDA = 0.1f;

  /**
   * Rounds in which the interval of the levels is fitted to the query. Lucene takes five: of a
   * million rows of 1,024 dimensions at ef 58 these took 30 µs more of 235, for a recall of .9587
   * instead of .9568.
   */
  private static final int ROUNDS = 1;

  private static final OptimizedScalarQuantizer FOR_SEARCHES =
      new OptimizedScalarQuantizer(VectorSimilarityFunction.DOT_PRODUCT, LAMBDA, ROUNDS);

  /** Quantizes a vector of unit length for a search. */
  static NibbleQuery of(QuantizedByteVectorValues codes, float[] vector) throws IOException {
    return of(codes, vector, FOR_SEARCHES);
  }

  /** Quantizes a vector of unit length. */
  static NibbleQuery of(
      QuantizedByteVectorValues codes, float[] vector, OptimizedScalarQuantizer quantizer)
      throws IOException {
    ScalarEncoding encoding = codes.getScalarEncoding();
    byte[] levels = new byte[encoding.getDiscreteDimensions(codes.dimension())];
    QuantizationResult terms =
        quantizer.scalarQuantize(
            vector.clone(), levels, encoding.getQueryBits(), codes.getCentroid());
    byte[] planes = new byte[encoding.getQueryPackedLength(levels.length)];
    OptimizedScalarQuantizer.transposeHalfByte(levels, planes);
    return of(planes, terms, codes);
  }

  /** A query that has been quantized. */
  static NibbleQuery of(byte[] planes, QuantizationResult terms, QuantizedByteVectorValues codes)
      throws IOException {
    return new NibbleQuery(
        planes,
        terms.lowerInterval(),
        (terms.upperInterval() - terms.lowerInterval()) / LEVELS,
        terms.quantizedComponentSum(),
        terms.additionalCorrection() - codes.getCentroidDP());
  }
}
