package io.github.hnswsearch.lucene;

import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.FieldOrder;
import io.github.hnswsearch.search.Filter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOFunction;
import org.jspecify.annotations.Nullable;

/** One open Lucene index. */
final class LuceneCollectionReader implements CollectionReader {
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
  private final VectorSearch vectors;

  /**
   * Opens the index of a generation.
   *
   * @throws io.github.hnswsearch.record.BadInputException if another version of Lucene wrote it
   *     that cannot be read, or another program
   */
  static LuceneCollectionReader open(Generation generation) throws IOException {
    Schema schema = LuceneBackend.schema(generation);
    Directory directory = ServingDirectory.open(generation.indexDirectory());
    try {
      DirectoryReader reader = IndexCompatibility.open(directory, generation);
      try {
        return new LuceneCollectionReader(
            directory, reader, schema, generation.manifest().dimension());
      } catch (IOException | RuntimeException e) {
        reader.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /**
   * Reads an open index.
   *
   * @param directory of the index; closed with this reader, as is {@code reader}
   * @param dimension as the manifest has it
   */
  LuceneCollectionReader(Directory directory, DirectoryReader reader, Schema schema, int dimension)
      throws IOException {
    this.directory = directory;
    this.reader = reader;
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
    this.vectors = new VectorSearch(searcher);
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
    return vectors.nearest(query, k, ef, filterQueries.of(filters));
  }

  @Override
  public boolean comparesAll(long passing, int ef) {
    return FilterStrategy.comparesRows(passing, ef);
  }

  @Override
  public List<List<Candidate>> exactNearest(List<UnitVector> queries, int k, List<Filter> filters)
      throws IOException {
    return ExactSearch.nearest(searcher, queries, k, filterQueries.of(filters));
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
    float[][] rows = new float[items.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = vector(items.get(i)).components();
    }
    List<Optional<Candidate>> originals = new ArrayList<>(rows.length);
    for (int i = 0; i < rows.length; i++) {
      Optional<Candidate> original = Optional.empty();
      for (int j = 0; j < i && original.isEmpty(); j++) {
        // A copy of a copy is compared with the original alone, so that groups do not drift.
        if (originals.get(j).isEmpty()) {
          double similarity = VectorRows.cosine(rows[i], rows[j]);
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
      return UnitVector.of(VectorRows.of(reader, item).vector(item));
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

  long unreachable() throws IOException {
    return GraphStatistics.unreachable(reader);
  }

  /** Where the index is another than a manifest says, in sentences. */
  List<String> differences(Manifest manifest) throws IOException {
    return ManifestMatch.problems(reader, manifest);
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }
}
