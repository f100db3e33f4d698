package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.index.CalibrationTable;
import io.github.hnswsearch.lucene.Indexes;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.ItemIds;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.search.SearchResponse.Hit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A text that names a stored item finds that item first. */
class KnownItemTest {
  private static final String ADDRESS = "https://a.b/some+page?x=1";
  private static final Schema SCHEMA = schema();

  private static CollectionReader reader;
  private static CollectionSearcher searcher;

  @BeforeAll
  static void build(@TempDir Path folder) throws IOException {
    List<Item> items = new ArrayList<>(Papers.of(200, 11));
    items.set(150, renamed(items.get(150), "1706.03762", "https://arxiv.org/abs/1706.03762"));
    items.set(151, renamed(items.get(151), "hep-th_9204099", "https://arxiv.org/abs/9204099"));
    items.set(152, renamed(items.get(152), ItemIds.of(ADDRESS), ADDRESS));
    items.set(153, renamed(items.get(153), ItemIds.of("notes/a.pdf"), "notes/a.pdf"));
    reader = Indexes.build(folder, SCHEMA, items);
    searcher =
        new CollectionSearcher(
            reader,
            new CollectionSearcher.Settings(
                "test", 50, CalibrationTable.NONE, Ranking.DEFAULT, false),
            new TextOnly(Papers.encoder("abc")));
  }

  @AfterAll
  static void close() throws IOException {
    reader.close();
  }

  private static Schema schema() {
    List<Field> fields = new ArrayList<>(Papers.SCHEMA.fields());
    fields.add(new Field("doi", FieldType.KEYWORD));
    return new Schema(fields);
  }

  private static Item renamed(Item item, String id, String url) {
    Map<String, List<String>> values = new HashMap<>();
    Papers.SCHEMA.fields().forEach(f -> values.put(f.name(), item.metadata().all(f.name())));
    values.put("doi", List.of("10.1103/Phys." + id));
    return new Item(id, url, item.vector(), new Metadata(values));
  }

  @ParameterizedTest
  @CsvSource({
    "1706.03762,1706.03762",
    "' 1706.03762 ',1706.03762",
    "arXiv:1706.03762v5,1706.03762",
    "https://arxiv.org/abs/1706.03762,1706.03762",
    "https://arxiv.org/pdf/1706.03762v2.pdf,1706.03762",
    "http://arxiv.org/pdf/1706.03762,1706.03762",
    "10.48550/arXiv.1706.03762,1706.03762",
    "https://doi.org/10.48550/arXiv.1706.03762,1706.03762",
    "10.1103/phys.1706.03762,1706.03762",
    "doi:10.1103/Phys.1706.03762,1706.03762",
    "https://doi.org/10.1103/Phys.1706.03762,1706.03762",
    "hep-th/9204099,hep-th_9204099",
    "arXiv:hep-th/9204099v1,hep-th_9204099",
    "10.1103/Phys.hep-th_9204099,hep-th_9204099",
  })
  void anIdInAnyCommonFormFindsItsPaperFirstInAllModes(String text, String id) throws IOException {
    for (SearchMode mode : SearchMode.values()) {
      SearchResponse response = search(Search.text(text, mode));
      assertThat(response.hits().getFirst().id()).as("%s", mode).isEqualTo(id);
      assertThat(response.hits().getFirst().similarity()).isEqualTo(1);
      assertThat(response.query()).isEqualTo(text);
      assertThat(response.mode()).isEqualTo("vector");
      assertThat(response.warnings())
          .containsExactly(
              "\"%s\" names an item of this collection: it comes first, then what lies nearest to it."
                  .formatted(text.strip()));
    }
  }

  @Test
  void anAddressOrPathFindsTheItemThatWasImportedWithIt() throws IOException {
    for (String text : List.of(ADDRESS, "notes/a.pdf")) {
      assertThat(search(Search.text(text, SearchMode.HYBRID)).hits().getFirst().url())
          .isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1706.03763",
        "dust 1706.03762",
        "p17",
        "10.1103/Phys.unknown",
        "https://a.b/elsewhere",
        "TCP/IP",
        "arXiv:17",
        "dust",
      })
  void anyOtherTextIsSearchedAsText(String text) throws IOException {
    assertThat(KnownItem.named(text, reader)).isEmpty();
    assertThat(search(Search.text(text, SearchMode.KEYWORD)).mode()).isEqualTo("keyword");
  }

  @Test
  void whatFollowsIsNearestToTheItem() throws IOException {
    List<Hit> named = search(Search.text("1706.03762", SearchMode.HYBRID).depth(50)).hits();
    List<Hit> near = search(Search.near(new Query.ById("1706.03762")).depth(49)).hits();
    assertThat(named.subList(1, 50)).extracting(Hit::id).isEqualTo(ids(near));
    assertThat(named).extracting(hit -> -hit.score()).isSorted();
  }

  @Test
  void pagesNeitherOverlapNorSkip() throws IOException {
    Search search = Search.text("1706.03762", SearchMode.HYBRID).depth(60);
    List<String> joined = new ArrayList<>();
    for (int from = 0; from < 60; from += 7) {
      joined.addAll(ids(search(search.page(from, Math.min(7, 60 - from))).hits()));
    }
    assertThat(joined).isEqualTo(ids(search(search).hits())).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(SearchMode.class)
  void copiesOfTheItemStandBehindIt(SearchMode mode) throws IOException {
    SearchResponse response = search(Search.text("1706.03762", mode).dedupe(0.5));
    assertThat(response.hits().getFirst().id()).isEqualTo("1706.03762");
    assertThat(response.hits().getFirst().duplicates()).isNotEmpty();
  }

  @Test
  void anItemThatTheFiltersLeaveOutIsNotShownAndTheWarningSaysSo() throws IOException {
    Object year =
        reader.document(KnownItem.named("1706.03762", reader).getAsInt()).fields().get("year");
    SearchResponse response =
        search(Search.text("1706.03762", SearchMode.HYBRID).filter("-year:" + year));
    assertThat(response.hits()).isNotEmpty().extracting(Hit::id).doesNotContain("1706.03762");
    assertThat(response.warnings()).singleElement().asString().contains("the filters leave it out");
  }

  @Test
  void aQueryByIdTakesTheSameForms() throws IOException {
    List<Hit> expected = search(Search.near(new Query.ById("hep-th_9204099"))).hits();
    for (String form : List.of("hep-th/9204099", "arXiv:hep-th/9204099v1")) {
      assertThat(search(Search.near(new Query.ById(form))).hits()).isEqualTo(expected);
    }
  }

  private static SearchResponse search(Search search) throws IOException {
    return searcher.search(search.request());
  }

  private static List<String> ids(List<Hit> hits) {
    return hits.stream().map(Hit::id).toList();
  }
}
