package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.hnsw.FlatVectorsReader;
import org.apache.lucene.codecs.hnsw.HnswGraphProvider;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.util.hnsw.CloseableRandomVectorScorerSupplier;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.apache.lucene.util.quantization.QuantizedVectorsReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CodeLinkingFormatTest {
  private static final int ITEMS = 600;
  private static final int MAX_CONN = 8;
  private static final int BEAM_WIDTH = 60;

  @ParameterizedTest
  @CsvSource({
    "SEVEN_BIT, 64", "SEVEN_BIT, 384",
    "PACKED_NIBBLE, 64", "PACKED_NIBBLE, 384",
    "SINGLE_BIT_QUERY_NIBBLE, 64", "SINGLE_BIT_QUERY_NIBBLE, 384"
  })
  void nodesAreLinkedAsByLucenesOwnFormat(ScalarEncoding encoding, int dimension)
      throws IOException {
    List<UnitVector> vectors = ClusteredVectors.of(ITEMS, dimension, 9, 2);
    List<List<Integer>> expected =
        links(
            vectors,
            new Lucene104HnswScalarQuantizedVectorsFormat(
                encoding, MAX_CONN, BEAM_WIDTH, 1, null, VectorFormats.ALWAYS_LINK));
    List<List<Integer>> found =
        links(vectors, new CodeLinkingFormat(encoding, MAX_CONN, BEAM_WIDTH, 1, null));
    int same = 0;
    for (int node = 0; node < ITEMS; node++) {
      assertThat(found.get(node)).isNotEmpty();
      if (found.get(node).equals(expected.get(node))) {
        same++;
      }
    }
    // Sums are rounded in another order, so nodes that are as near as each other may change places.
    assertThat(same).isGreaterThanOrEqualTo(ITEMS * 99 / 100);
  }

  /** Those of one bit are asked of the writer, with the queries that it has written. */
  @ParameterizedTest
  @EnumSource(names = {"SEVEN_BIT", "PACKED_NIBBLE"})
  void theScorersOfSearchesLinkNodes(ScalarEncoding encoding) throws IOException {
    try (Directory directory = new ByteBuffersDirectory()) {
      write(
          directory,
          ClusteredVectors.of(ITEMS, 64, 9, 2),
          new CodeLinkingFormat(encoding, MAX_CONN, BEAM_WIDTH, 1, null));
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        SegmentReader segment = (SegmentReader) reader.leaves().getFirst().reader();
        FieldInfo field = segment.getFieldInfos().fieldInfo(FieldNames.VECTOR);
        SegmentReadState state =
            new SegmentReadState(
                directory,
                segment.getSegmentInfo().info,
                segment.getFieldInfos(),
                IOContext.DEFAULT,
                field.getAttribute(PerFieldKnnVectorsFormat.PER_FIELD_FORMAT_KEY)
                    + "_"
                    + field.getAttribute(PerFieldKnnVectorsFormat.PER_FIELD_SUFFIX_KEY));
        try (FlatVectorsReader vectors = new CodesFormat(encoding).fieldsReader(state);
            CloseableRandomVectorScorerSupplier scorers =
                ((QuantizedVectorsReader) vectors)
                    .getRandomVectorScorerSupplierForMerge(field, null)) {
          assertThat(scorers.scorer()).isInstanceOf(CodeScorer.class);
        }
      }
    }
  }

  private static List<List<Integer>> links(List<UnitVector> vectors, KnnVectorsFormat format)
      throws IOException {
    try (Directory directory = new ByteBuffersDirectory()) {
      write(directory, vectors, format);
      List<List<Integer>> links = new ArrayList<>();
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        HnswGraph graph =
            ((HnswGraphProvider) VectorReaders.of(reader.leaves().getFirst()))
                .getGraph(FieldNames.VECTOR);
        for (int node = 0; node < ITEMS; node++) {
          List<Integer> neighbours = new ArrayList<>();
          graph.seek(0, node);
          for (int next = graph.nextNeighbor();
              next != Integer.MAX_VALUE;
              next = graph.nextNeighbor()) {
            neighbours.add(next);
          }
          links.add(neighbours);
        }
      }
      return links;
    }
  }

  /** In two segments that are merged: nodes are linked by codes in merges alone. */
  private static void write(Directory directory, List<UnitVector> vectors, KnnVectorsFormat format)
      throws IOException {
    IndexWriterConfig config =
        new IndexWriterConfig()
            .setUseCompoundFile(false)
            .setCodec(
                new Lucene104Codec() {
                  @Override
                  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                    return format;
                  }
                });
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (int i = 0; i < ITEMS; i++) {
        Document document = new Document();
        document.add(
            new KnnFloatVectorField(
                FieldNames.VECTOR,
                vectors.get(i).components(),
                VectorSimilarityFunction.DOT_PRODUCT));
        writer.addDocument(document);
        if (i == ITEMS / 2) {
          writer.commit();
        }
      }
      writer.forceMerge(1);
    }
  }
}
