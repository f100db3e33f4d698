package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.DescriptorJson;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.eval.GenerationVerifier;
import io.github.hnswsearch.index.BuildListener;
import io.github.hnswsearch.index.BuildPlan;
import io.github.hnswsearch.index.CollectionBuilder;
import io.github.hnswsearch.index.CollectionUpdater;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.IndexData;
import io.github.hnswsearch.index.Inspection;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.index.RevisionPlan;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.ItemSource;
import io.github.hnswsearch.record.MemoryItems;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import io.github.hnswsearch.search.CollectionReader.Passing;
import io.github.hnswsearch.search.Filter;
import io.github.hnswsearch.search.FilterParser;
import io.github.hnswsearch.search.MissingCountsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.lucene.util.Version;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must be true of every collection that an earlier release of Lucene wrote. */
abstract class OlderLuceneContract {
  private static final LuceneBackend BACKEND = new LuceneBackend();
  private static final int K = 10;

  /** One bit of 32 components tells little: fewer candidates would lack some of the nearest. */
  private static final int EF = 100;

  private static final List<UnitVector> QUERIES =
      IntStream.range(0, 50).mapToObj(OlderGenerations::vector).toList();
  private static final Field AUTHOR = new Field("author", FieldType.NAME);
  private static final Field YEAR = new Field("year", FieldType.LONG);

  @TempDir private Path root;
  private final String fixture;

  /** What the collection holds, known without reading it. */
  private List<Item> expected = List.of();

  OlderLuceneContract(String fixture) {
    this.fixture = fixture;
  }

  @BeforeEach
  void copy() throws IOException {
    OlderGenerations.copy(fixture, root);
    expected = OlderGenerations.items(!live().manifest().revisions().isEmpty());
  }

  private Generation live() throws IOException {
    return new IndexData(root).live(OlderGenerations.COLLECTION);
  }

  private boolean isOfAnEarlierMajorVersion() {
    return fixture.startsWith("9.");
  }

  /** The oldest generations keep nothing that facets could count. */
  private boolean isCounted() {
    return !fixture.endsWith("float32");
  }

  @Test
  void itHoldsItsItems() throws IOException {
    try (LuceneCollectionReader reader = LuceneBackend.openIndex(live())) {
      assertThat(reader.size()).isEqualTo(expected.size()).isEqualTo(live().manifest().items());
    }
    assertThat(byId(live())).isEqualTo(byId(expected));
  }

  @Test
  void itsGraphsFindTheNearest() throws IOException {
    assertFindsTheNearest(live(), List.of());
  }

  @Test
  void itsGraphsFindTheNearestThatPassFilters() throws IOException {
    for (String filter : List.of("year:2003", "category:cs", "year:2000..2017")) {
      assertFindsTheNearest(live(), List.of(filter));
    }
  }

  private void assertFindsTheNearest(Generation generation, List<String> filters)
      throws IOException {
    try (LuceneCollectionReader reader = LuceneBackend.openIndex(generation)) {
      assertThat(reader.graph().linked()).isEqualTo(reader.size());
      List<Filter> parsed = new ArrayList<>();
      filters.forEach(filter -> parsed.add(new FilterParser(reader.schema()).parse(filter)));
      for (UnitVector query : QUERIES) {
        List<String> nearest =
            expected.stream()
                .filter(item -> filters.stream().allMatch(filter -> passes(item, filter)))
                .sorted(Comparator.comparingDouble(item -> -query.dot(item.vector())))
                .limit(K)
                .map(Item::id)
                .toList();
        assertThat(ids(reader, reader.nearest(query, K, EF, parsed))).isEqualTo(nearest);
      }
    }
  }

  private static boolean passes(Item item, String filter) {
    long year = Long.parseLong(item.metadata().all("year").getFirst());
    return switch (filter) {
      case "year:2003" -> year == 2003;
      case "year:2000..2017" -> year <= 2017;
      case "category:cs" -> item.metadata().all("category").getFirst().startsWith("cs.");
      default -> throw new IllegalArgumentException(filter);
    };
  }

  private static List<String> ids(LuceneCollectionReader reader, List<Candidate> found)
      throws IOException {
    List<String> ids = new ArrayList<>();
    for (Candidate candidate : found) {
      ids.add(reader.document(candidate.item()).id());
    }
    return ids;
  }

  @Test
  void wordsFindItsTitlesAndNames() throws IOException {
    try (LuceneCollectionReader reader = LuceneBackend.openIndex(live())) {
      assertThat(ids(reader, reader.keyword("galaxy", List.of(), 200, List.of()).candidates()))
          .containsExactlyInAnyOrderElementsOf(
              ids(item -> item.metadata().all("title").getFirst().contains("galaxies")));
      assertThat(
              ids(
                  reader,
                  reader.keyword("southern", List.of("author"), 200, List.of()).candidates()))
          .containsExactlyInAnyOrderElementsOf(
              ids(item -> item.metadata().all("author").contains("B. Southern")));
    }
  }

  private List<String> ids(Predicate<Item> which) {
    return expected.stream().filter(which).map(Item::id).toList();
  }

  @Test
  void itsDocumentsAreShown() throws IOException {
    try (LuceneCollectionReader reader = LuceneBackend.openIndex(live())) {
      assertThat(reader.document(reader.find("item-012").orElseThrow()).fields())
          .isEqualTo(
              Map.of(
                  "title",
                  "Notes on proteins, part 12",
                  "author",
                  List.of("A. Northern", "B. Southern"),
                  "category",
                  List.of("q-bio.BM"),
                  "year",
                  2012L,
                  "date",
                  "2002-01-02"));
    }
  }

  @Test
  void itsValuesAreCountedOrTheErrorSaysWhatToDo() throws IOException {
    try (LuceneCollectionReader reader = LuceneBackend.openIndex(live())) {
      Passing all = reader.passing(List.of());
      if (isCounted()) {
        assertCounts(all);
      } else {
        assertThatThrownBy(() -> all.terms(AUTHOR, 5, List.of()))
            .isInstanceOf(MissingCountsException.class)
            .hasMessageContaining("./hnsw-search rebuild --upgrade");
      }
    }
  }

  private void assertCounts(Passing all) throws IOException {
    assertThat(all.terms(AUTHOR, 1, List.of("D. Western")).counts())
        .containsEntry(
            "D. Western",
            (long) ids(item -> item.metadata().all("author").contains("D. Western")).size());
    assertThat(all.numbers(YEAR).items()).isEqualTo(expected.size());
  }

  @Test
  void itIsInOrder() throws IOException {
    Inspection found = new IndexInspector().inspect(live());
    assertThat(found.problems()).isEmpty();
    assertThat(found.items()).isEqualTo(expected.size());
    assertThat(found.linked()).isEqualTo(expected.size());
  }

  @Test
  void itIsChangedOrTheErrorSaysWhatToDo() throws IOException {
    Item added = new Item("added", "", QUERIES.getFirst(), expected.getFirst().metadata());
    CollectionUpdater updater =
        new CollectionUpdater(
            new IndexData(root), BACKEND, new GenerationVerifier(BACKEND), BuildListener.SILENT);
    RevisionPlan plan = new RevisionPlan(live(), 1, true, false);
    MemoryItems rows =
        new MemoryItems(LuceneBackend.schema(live()), OlderGenerations.DIMENSION, List.of(added));
    if (isOfAnEarlierMajorVersion() || !isCounted()) {
      Manifest before = live().manifest();
      assertThatThrownBy(() -> updater.update(plan, rows))
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll(
              isOfAnEarlierMajorVersion() ? "found one of Lucene 9" : "found others",
              "./hnsw-search rebuild --upgrade");
      assertThat(live().manifest()).isEqualTo(before);
      return;
    }
    List<Item> all = new ArrayList<>(expected);
    all.add(added);
    updater.update(plan, rows);
    assertThat(byId(live())).isEqualTo(byId(all));

    String gone = all.removeFirst().id();
    updater.delete(new RevisionPlan(live(), 1, true, true), List.of(gone));
    assertThat(byId(live())).isEqualTo(byId(all));
    assertThat(new IndexInspector().inspect(live()).problems()).isEmpty();
    try (LuceneCollectionReader reader = LuceneBackend.openIndex(live())) {
      assertThat(reader.graph().segments()).isOne();
      assertThat(ids(reader, reader.nearest(added.vector(), 1, EF, List.of())))
          .containsExactly("added");
    }
  }

  @Test
  void anUpgradeKeepsEveryItemBitForBitAndWhatIsKnownOfThem() throws IOException {
    Generation before = live();
    assertThat(BACKEND.outdated(before)).isNotEmpty();

    Generation after = upgrade(before);

    assertThat(live().name()).isEqualTo(after.name()).isNotEqualTo(before.name());
    assertThat(BACKEND.outdated(after)).isEmpty();
    assertThat(byId(after)).isEqualTo(byId(expected));
    assertThat(byId(before)).isEqualTo(byId(after));
    Manifest old = before.manifest();
    Manifest manifest = after.manifest();
    assertThat(manifest.format()).isEqualTo(Manifest.FORMAT);
    assertThat(manifest.versions()).containsEntry("lucene", Version.LATEST.toString());
    assertThat(manifest.items()).isEqualTo(old.items());
    assertThat(manifest.counts()).containsAllEntriesOf(old.counts());
    assertThat(manifest.sources()).isEqualTo(old.sources());
    assertThat(manifest.revisions()).isEqualTo(old.revisions());
    assertThat(manifest.schema()).isEqualTo(old.schema());
    assertThat(manifest.encoder()).isEqualTo(old.encoder());
    assertThat(manifest.encoderFingerprint()).isEqualTo(old.encoderFingerprint());
    assertThat(manifest.descriptor()).isEqualTo(old.descriptor());
    assertThat(manifest.quantization()).isEqualTo(old.quantization());
    assertThat(manifest.maxConn()).isEqualTo(old.maxConn());
    assertThat(manifest.calibration()).isNotEmpty();
  }

  @Test
  void whatAnUpgradeWroteIsSearchedCountedAndChanged() throws IOException {
    Generation upgraded = upgrade(live());

    assertFindsTheNearest(upgraded, List.of());
    assertFindsTheNearest(upgraded, List.of("category:cs"));
    assertThat(new IndexInspector().inspect(upgraded).problems()).isEmpty();
    try (LuceneCollectionReader reader = LuceneBackend.openIndex(upgraded)) {
      assertThat(reader.graph().segments()).isOne();
      assertCounts(reader.passing(List.of()));
    }
    Optional<Generation> changed =
        new CollectionUpdater(
                new IndexData(root), BACKEND, new GenerationVerifier(BACKEND), BuildListener.SILENT)
            .delete(new RevisionPlan(upgraded, 1, true, false), List.of("item-000"));
    assertThat(changed.orElseThrow().manifest().items()).isEqualTo(expected.size() - 1);
  }

  private Generation upgrade(Generation generation) throws IOException {
    Manifest manifest = generation.manifest();
    Descriptor descriptor = DescriptorJson.fromJson(manifest.descriptor(), "manifest");
    assertThat(descriptor.index())
        .isEqualTo(
            new IndexOptions(
                manifest.maxConn(),
                manifest.beamWidth(),
                Quantization.of(manifest.quantization())));
    return new CollectionBuilder(
            new IndexData(root), BACKEND, new GenerationVerifier(BACKEND), BuildListener.SILENT)
        .rewrite(
            new BuildPlan(
                descriptor,
                DescriptorJson.toJson(descriptor),
                manifest.encoderFingerprint(),
                2,
                true),
            generation);
  }

  private static Map<String, Item> byId(Generation generation) throws IOException {
    List<Item> items = new ArrayList<>();
    try (ItemSource source = BACKEND.items(generation)) {
      for (ItemSource.Batch batch = source.next(); batch != null; batch = source.next()) {
        for (int i = 0; i < batch.size(); i++) {
          items.add((Item) batch.read(i));
        }
      }
      assertThat(items).hasSize(Math.toIntExact(source.rows()));
    }
    return byId(items);
  }

  private static Map<String, Item> byId(List<Item> items) {
    Map<String, Item> byId = new HashMap<>();
    items.forEach(item -> assertThat(byId.put(item.id(), item)).isNull());
    return byId;
  }
}
