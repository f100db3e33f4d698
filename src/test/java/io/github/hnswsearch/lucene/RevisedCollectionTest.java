package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.eval.GenerationVerifier;
import io.github.hnswsearch.eval.Recall;
import io.github.hnswsearch.index.BuildListener;
import io.github.hnswsearch.index.BuildPlan;
import io.github.hnswsearch.index.CollectionBuilder;
import io.github.hnswsearch.index.CollectionUpdater;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.IndexData;
import io.github.hnswsearch.index.RevisionPlan;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.MemoryItems;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import io.github.hnswsearch.search.CollectionReader.NumberCounts;
import io.github.hnswsearch.search.FilterParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A collection that has been changed answers as one that is built of what it then holds. */
final class RevisedCollectionTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("title", FieldType.TEXT),
              new Field("kind", FieldType.KEYWORD),
              new Field("year", FieldType.LONG)));
  private static final int DIMENSION = 32;
  private static final int K = 10;
  private static final List<String> WORDS = List.of("red", "green", "blue", "deep", "wide");
  private static final LuceneBackend BACKEND = new LuceneBackend();

  @TempDir private Path root;

  @ParameterizedTest
  @EnumSource
  void recallStaysAfterATenthIsReplacedAndATenthDeleted(Quantization quantization)
      throws IOException {
    int items = 3_000;
    List<UnitVector> vectors = ClusteredVectors.of(items + 400, DIMENSION, 30, 1);
    List<Item> rows = IntStream.range(0, items).mapToObj(i -> item(i, 0, vectors.get(i))).toList();
    build("papers", quantization, rows);
    List<Item> changed =
        IntStream.range(0, 300).mapToObj(i -> item(10 * i, 1, vectors.get(items + i))).toList();
    update(changed);
    Generation last = delete(IntStream.range(0, 300).mapToObj(i -> "i" + (10 * i + 5)).toList());

    assertThat(last.manifest().revisions()).noneMatch(revision -> revision.compacted());
    try (LuceneCollectionReader reader = LuceneBackend.openIndex(last)) {
      assertThat(reader.graph().segments()).isEqualTo(2);
      double recall = 0;
      for (UnitVector query : vectors.subList(items + 300, items + 400)) {
        recall +=
            Recall.of(
                reader.exactNearest(query, K),
                reader.nearest(query, K, last.manifest().defaultEf(), List.of()));
      }
      assertThat(recall / 100).isGreaterThanOrEqualTo(0.95);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anySequenceOfChangesEqualsAnImportOfWhatIsLeft(long seed) throws IOException {
    Random random = new Random(seed);
    List<UnitVector> vectors = ClusteredVectors.of(2_000, DIMENSION, 12, seed);
    Map<String, Item> expected = new LinkedHashMap<>();
    List<Item> rows = IntStream.range(0, 200).mapToObj(i -> item(i, 0, vectors.get(i))).toList();
    rows.forEach(row -> expected.put(row.id(), row));
    build("papers", Quantization.BIT1, rows);
    for (int step = 1; step <= 8; step++) {
      if (random.nextBoolean()) {
        List<Item> changed = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(40); i++) {
          changed.add(item(random.nextInt(300), step, vectors.get(random.nextInt(2_000))));
        }
        update(changed);
        changed.forEach(row -> expected.put(row.id(), row));
      } else {
        Set<String> gone = new HashSet<>();
        for (int i = 0; i <= random.nextInt(30); i++) {
          gone.add("i" + random.nextInt(300));
        }
        delete(List.copyOf(gone));
        expected.keySet().removeAll(gone);
      }
    }

    Generation revised = new IndexData(root).live("papers");
    Generation fresh = build("fresh", Quantization.BIT1, List.copyOf(expected.values()));
    assertThat(revised.manifest().items()).isEqualTo(fresh.manifest().items());
    try (CollectionReader left = BACKEND.open(revised);
        CollectionReader right = BACKEND.open(fresh)) {
      assertSameAnswers(left, right, vectors.subList(0, 20));
    }
    assertThat(new IndexInspector().inspect(revised).problems()).isEmpty();
  }

  private static void assertSameAnswers(
      CollectionReader left, CollectionReader right, List<UnitVector> queries) throws IOException {
    assertThat(documents(left)).isEqualTo(documents(right));
    for (UnitVector query : queries) {
      assertThat(similarities(left, left.exactNearest(query, K)))
          .isEqualTo(similarities(right, right.exactNearest(query, K)));
    }
    for (String words : List.of("red", "deep blue", "kind:a", "+green -wide", "\"deep wide\"")) {
      assertThat(found(left, words)).as(words).isEqualTo(found(right, words));
    }
    for (String filter : List.of("year:2003..2006", "kind:b", "-kind:a")) {
      List<io.github.hnswsearch.search.Filter> filters =
          List.of(new FilterParser(SCHEMA).parse(filter));
      assertThat(left.passing(filters).items()).isEqualTo(right.passing(filters).items());
      assertSameCounts(left.passing(filters), right.passing(filters));
    }
    assertSameCounts(left.passing(List.of()), right.passing(List.of()));
  }

  private static void assertSameCounts(
      CollectionReader.Passing left, CollectionReader.Passing right) throws IOException {
    Field kind = SCHEMA.find("kind").orElseThrow();
    Field year = SCHEMA.find("year").orElseThrow();
    assertThat(left.terms(kind, 10, List.of())).isEqualTo(right.terms(kind, 10, List.of()));
    NumberCounts years = left.numbers(year);
    NumberCounts others = right.numbers(year);
    assertThat(years.values()).isEqualTo(others.values());
    assertThat(years.counts()).isEqualTo(others.counts());
    assertThat(years.items()).isEqualTo(others.items());
  }

  private static Map<String, Object> documents(CollectionReader reader) throws IOException {
    Map<String, Object> documents = new TreeMap<>();
    for (Candidate found : reader.keyword("", List.of(), 1_000, List.of()).candidates()) {
      io.github.hnswsearch.search.Document document = reader.document(found.item());
      assertThat(documents.put(document.id(), document.fields())).isNull();
    }
    return documents;
  }

  private static Map<String, Double> similarities(CollectionReader reader, List<Candidate> found)
      throws IOException {
    Map<String, Double> similarities = new LinkedHashMap<>();
    for (Candidate candidate : found) {
      similarities.put(reader.document(candidate.item()).id(), candidate.score());
    }
    return similarities;
  }

  /** Ids of all matches; their scores know how frequent words are, deleted items included. */
  private static Set<String> found(CollectionReader reader, String words) throws IOException {
    CollectionReader.KeywordMatches matches = reader.keyword(words, List.of(), 1_000, List.of());
    assertThat(matches.candidates()).hasSize((int) matches.total());
    return Set.copyOf(similarities(reader, matches.candidates()).keySet());
  }

  @Test
  void valuesOfDeletedItemsAloneAreCountedNoMore() throws IOException {
    List<UnitVector> vectors = ClusteredVectors.of(20, DIMENSION, 2, 1);
    List<Item> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      rows.add(
          new Item(
              "i" + i,
              "",
              vectors.get(i),
              i == 7
                  ? new Metadata(Map.of("kind", List.of("rare"), "year", List.of("1999")))
                  : Metadata.NONE));
    }
    build("papers", Quantization.NONE, rows);
    Generation last = delete(List.of("i7"));

    try (CollectionReader reader = BACKEND.open(last)) {
      CollectionReader.Passing all = reader.passing(List.of());
      assertThat(all.items()).isEqualTo(19);
      assertThat(all.terms(SCHEMA.find("kind").orElseThrow(), 5, List.of("rare")).counts())
          .isEmpty();
      assertThat(all.numbers(SCHEMA.find("year").orElseThrow()).values()).isEmpty();
    }
  }

  private static Item item(int number, int version, UnitVector vector) {
    Random random = new Random(31L * number + version);
    String title =
        WORDS.get(random.nextInt(WORDS.size())) + " " + WORDS.get(random.nextInt(WORDS.size()));
    return new Item(
        "i" + number,
        "",
        vector,
        new Metadata(
            Map.of(
                "title",
                List.of(title),
                "kind",
                List.of(random.nextBoolean() ? "a" : "b"),
                "year",
                List.of(Integer.toString(2000 + random.nextInt(10))))));
  }

  private Generation build(String collection, Quantization quantization, List<Item> rows)
      throws IOException {
    Descriptor descriptor =
        new Descriptor(
            collection,
            new Source(List.of(root.resolve("rows.h5")), DatasetNames.DETECT),
            null,
            null,
            new IndexOptions(16, 100, quantization),
            Ranking.DEFAULT);
    return new CollectionBuilder(
            new IndexData(root), BACKEND, new GenerationVerifier(BACKEND), BuildListener.SILENT)
        .build(
            new BuildPlan(descriptor, JsonNodeFactory.instance.objectNode(), null, 2, true),
            new MemoryItems(SCHEMA, DIMENSION, rows));
  }

  private Generation update(List<Item> rows) throws IOException {
    return updater().update(plan(), new MemoryItems(SCHEMA, DIMENSION, rows));
  }

  private Generation delete(List<String> ids) throws IOException {
    return updater().delete(plan(), ids).orElse(new IndexData(root).live("papers"));
  }

  private CollectionUpdater updater() {
    return new CollectionUpdater(
        new IndexData(root), BACKEND, new GenerationVerifier(BACKEND), BuildListener.SILENT);
  }

  private RevisionPlan plan() throws IOException {
    return new RevisionPlan(new IndexData(root).live("papers"), 2, true, false);
  }
}
