package io.github.hnswsearch.lucene;

import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.FieldOrder;
import io.github.hnswsearch.search.Filter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.search.knn.KnnSearchStrategy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.IOFunction;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/** One open Lucene index. */
final class LuceneCollectionReader implements CollectionReader {
  /** Filters that pass at most this percentage are searched along the filtered graph. */
  private static final int FILTERED_SEARCH_THRESHOLD = 60;

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score).reversed().thenComparingInt(Candidate::item);

  private final Directory directory;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;
  private final Schema schema;
  private final int dimension;
  private final DocumentMapper mapper;
  private final Analyzer analyzer;
  private final FilterQueries filterQueries;
  private final KeywordQueries keywordQueries;
  private final ValueCounts values;

  /** Every segment; none where one of them cannot be searched so. */
  private final List<LinkedSegment> linked;

  /**
   * Opens the index in a folder.
   *
   * @param dimension as the manifest has it
   */
  LuceneCollectionReader(Path folder, Schema schema, int dimension) throws IOException {
    this.directory = new MMapDirectory(folder);
    this.reader = DirectoryReader.open(directory);
    this.searcher = new IndexSearcher(reader);
    // Every query vector is another: caching their results only costs memory.
    this.searcher.setQueryCache(null);
    this.schema = schema;
    this.dimension = dimension;
    this.mapper = new DocumentMapper(schema);
    this.analyzer = Analyzers.of(schema);
    this.filterQueries = new FilterQueries(analyzer);
    this.keywordQueries = new KeywordQueries(schema, analyzer);
    this.values = new ValueCounts(reader);
    this.linked = linkedSegments();
  }

  private List<LinkedSegment> linkedSegments() throws IOException {
    List<LinkedSegment> segments = new ArrayList<>();
    for (LeafReaderContext leaf : reader.leaves()) {
      @Nullable LinkedSegment segment = LinkedSegment.of(leaf);
      if (segment == null) {
        return List.of();
      }
      segments.add(segment);
    }
    return segments;
  }

  @Override
  public long size() {
    return reader.numDocs();
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public List<Candidate> nearest(UnitVector query, int k, int ef, List<Filter> filters)
      throws IOException {
    int depth = (int) Math.min(Math.max(k, ef), Math.max(1, size()));
    List<Candidate> rescored = rescore(candidates(query, depth, filters), query);
    return rescored.subList(0, Math.min(k, rescored.size()));
  }

  /** Documents to compare exactly, of every segment. */
  private int[] candidates(UnitVector query, int depth, List<Filter> filters) throws IOException {
    if (!filters.isEmpty() || linked.isEmpty()) {
      return queried(query, depth, filters);
    }
    if (depth >= size()) {
      return IntStream.range(0, reader.maxDoc()).toArray();
    }
    IntStream documents = IntStream.empty();
    for (LinkedSegment segment : linked) {
      documents =
          IntStream.concat(documents, Arrays.stream(segment.nearest(query.components(), depth)));
    }
    return documents.toArray();
  }

  /** Documents that Lucene's own query finds, under any filters and in any segments. */
  private int[] queried(UnitVector query, int depth, List<Filter> filters) throws IOException {
    Query knn =
        new KnnFloatVectorQuery(
            FieldNames.VECTOR,
            query.components(),
            depth,
            filterQueries.of(filters),
            new KnnSearchStrategy.Hnsw(FILTERED_SEARCH_THRESHOLD));
    return Arrays.stream(searcher.search(knn, depth).scoreDocs).mapToInt(hit -> hit.doc).toArray();
  }

  /** Replaces the scores of quantized vectors by the cosines of the exact ones. */
  private List<Candidate> rescore(int[] documents, UnitVector query) throws IOException {
    // In the order of the file.
    Arrays.sort(documents);
    List<Candidate> candidates = new ArrayList<>(documents.length);
    @Nullable VectorCursor cursor = null;
    for (int document : documents) {
      if (cursor == null || !cursor.holds(document)) {
        cursor = new VectorCursor(leafOf(document));
      }
      candidates.add(new Candidate(document, cosine(query.components(), cursor.vector(document))));
    }
    candidates.sort(BEST_FIRST);
    return candidates;
  }

  private LeafReaderContext leafOf(int document) {
    return reader.leaves().get(ReaderUtil.subIndex(document, reader.leaves()));
  }

  private static double cosine(float[] left, float[] right) {
    return Math.clamp(VectorUtil.dotProduct(left, right), -1f, 1f);
  }

  /** Walks the exact vectors of a segment in document order. */
  private static final class VectorCursor {
    private final int firstDocument;
    private final int maxDocument;
    private final FloatVectorValues values;
    private final DocIndexIterator iterator;

    VectorCursor(LeafReaderContext leaf) throws IOException {
      firstDocument = leaf.docBase;
      maxDocument = leaf.docBase + leaf.reader().maxDoc();
      values = leaf.reader().getFloatVectorValues(FieldNames.VECTOR);
      iterator = values.iterator();
    }

    boolean holds(int document) {
      return document >= firstDocument && document < maxDocument;
    }

    float[] vector(int document) throws IOException {
      iterator.advance(document - firstDocument);
      return values.vectorValue(iterator.index());
    }
  }

  @Override
  public List<List<Candidate>> exactNearest(List<UnitVector> queries, int k) throws IOException {
    List<NearestHeap> heaps = queries.stream().map(query -> new NearestHeap(query, k)).toList();
    for (LeafReaderContext leaf : reader.leaves()) {
      FloatVectorValues values = leaf.reader().getFloatVectorValues(FieldNames.VECTOR);
      if (values == null) {
        continue;
      }
      @Nullable Bits live = leaf.reader().getLiveDocs();
      DocIndexIterator documents = values.iterator();
      while (documents.nextDoc() != DocIndexIterator.NO_MORE_DOCS) {
        if (live == null || live.get(documents.docID())) {
          float[] vector = values.vectorValue(documents.index());
          int document = leaf.docBase + documents.docID();
          heaps.forEach(heap -> heap.offer(document, vector));
        }
      }
    }
    return heaps.stream().map(NearestHeap::bestFirst).toList();
  }

  /** The k best of the vectors that one query has been compared with. */
  private static final class NearestHeap {
    private final float[] query;
    private final int k;
    private final PriorityQueue<Candidate> worstFirst;

    NearestHeap(UnitVector query, int k) {
      this.query = query.components();
      this.k = k;
      this.worstFirst = new PriorityQueue<>(k + 1, BEST_FIRST.reversed());
    }

    void offer(int document, float[] vector) {
      double similarity = cosine(query, vector);
      if (worstFirst.size() < k || similarity > worstFirst.element().score()) {
        worstFirst.add(new Candidate(document, similarity));
        if (worstFirst.size() > k) {
          worstFirst.remove();
        }
      }
    }

    List<Candidate> bestFirst() {
      return worstFirst.stream().sorted(BEST_FIRST).toList();
    }
  }

  @Override
  public KeywordMatches keyword(String text, List<String> fields, int n, List<Filter> filters)
      throws IOException {
    return keyword(text, fields, filters, query -> searcher.search(query, n));
  }

  @Override
  public KeywordMatches keyword(
      String text, List<String> fields, int n, List<Filter> filters, FieldOrder order)
      throws IOException {
    if (!values.has(order.field())) {
      return keyword(text, fields, n, filters);
    }
    Sort sort = FieldOrders.sort(order);
    return keyword(text, fields, filters, query -> searcher.search(query, n, sort, true));
  }

  private KeywordMatches keyword(
      String text, List<String> fields, List<Filter> filters, IOFunction<Query, TopDocs> search)
      throws IOException {
    KeywordQueries.Parsed parsed = keywordQueries.parse(text, fields);
    Query query = parsed.query();
    @Nullable Query filter = filterQueries.of(filters);
    if (filter != null) {
      query = new BooleanQuery.Builder().add(query, Occur.MUST).add(filter, Occur.FILTER).build();
    }
    TopDocs top = search.apply(query);
    List<Candidate> candidates = new ArrayList<>(top.scoreDocs.length);
    for (ScoreDoc hit : top.scoreDocs) {
      candidates.add(new Candidate(hit.doc, hit.score));
    }
    boolean exact = top.totalHits.relation() == TotalHits.Relation.EQUAL_TO;
    if (!exact && text.isBlank()) {
      // To count what passes filters takes no scores.
      return new KeywordMatches(candidates, searcher.count(query), true, parsed.warnings());
    }
    return new KeywordMatches(candidates, top.totalHits.value(), exact, parsed.warnings());
  }

  @Override
  public List<Candidate> ordered(List<Candidate> candidates, FieldOrder order) throws IOException {
    return values.has(order.field()) ? FieldOrders.ordered(reader, candidates, order) : candidates;
  }

  @Override
  public WordFinder words(String text) throws IOException {
    return new QueryWords(
        schema, analyzer, searcher, keywordQueries.parse(text, List.of()).query());
  }

  @Override
  public boolean passes(int item, List<Filter> filters) throws IOException {
    @Nullable Query filter = filterQueries.of(filters);
    return filter == null || searcher.explain(filter, item).isMatch();
  }

  @Override
  public Passing passing(List<Filter> filters) throws IOException {
    return new PassingItems(searcher, values, filterQueries.of(filters));
  }

  @Override
  public List<Optional<Candidate>> originals(List<Integer> items, double threshold)
      throws IOException {
    float[][] vectors = new float[items.size()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = vector(items.get(i)).components();
    }
    List<Optional<Candidate>> originals = new ArrayList<>(vectors.length);
    for (int i = 0; i < vectors.length; i++) {
      Optional<Candidate> original = Optional.empty();
      for (int j = 0; j < i && original.isEmpty(); j++) {
        // A copy of a copy is compared with the original alone, so that groups do not drift.
        if (originals.get(j).isEmpty()) {
          double similarity = cosine(vectors[i], vectors[j]);
          original =
              similarity >= threshold
                  ? Optional.of(new Candidate(items.get(j), similarity))
                  : Optional.empty();
        }
      }
      originals.add(original);
    }
    return originals;
  }

  @Override
  public OptionalInt find(String id) throws IOException {
    TopDocs found = searcher.search(new TermQuery(new Term(FieldNames.ID, id)), 1);
    return found.scoreDocs.length == 0
        ? OptionalInt.empty()
        : OptionalInt.of(found.scoreDocs[0].doc);
  }

  @Override
  public int[] sample(int most) {
    return LiveItems.sample(reader, most);
  }

  @Override
  public UnitVector vector(int item) throws IOException {
    try {
      return UnitVector.of(new VectorCursor(leafOf(item)).vector(item));
    } catch (UnitVector.DefectException e) {
      throw new IllegalStateException("a stored vector is a unit vector", e);
    }
  }

  @Override
  public Document document(int item) throws IOException {
    return mapper.toStored(searcher.storedFields().document(item));
  }

  GraphStatistics graph() throws IOException {
    return GraphStatistics.of(reader);
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }
}
