package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.SearchResponse.Hit;
import io.github.hnswsearch.search.SearchResponse.Next;
import io.github.hnswsearch.search.SearchResponse.Total;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Pages of any size, joined, are one big page: nothing twice, nothing passed over. */
class PagingPropertyTest {
  private static final List<String> TEXTS =
      List.of("graph search robot", "quantum", "unseen3 market price", "");

  private static PaperIndex index;

  @BeforeContainer
  static void build() throws IOException {
    index = new PaperIndex(400, 5);
  }

  @AfterContainer
  static void close() throws IOException {
    index.close();
  }

  @Property(tries = 150)
  void pagesJoinedAreOneBigPage(
      @ForAll @IntRange(max = 3) int text,
      @ForAll SearchMode mode,
      @ForAll Fusion.Method method,
      @ForAll boolean filtered,
      @ForAll boolean deduped,
      @ForAll boolean sorted,
      @ForAll @IntRange(min = 1, max = 300) int depth,
      @ForAll @IntRange(min = 1, max = 60) int size)
      throws IOException {
    Search search =
        Search.text(
                TEXTS.get(text).isEmpty() && mode == SearchMode.VECTOR ? "dust" : TEXTS.get(text),
                mode)
            .depth(depth)
            .fusion(method, 1, 0.7);
    search = filtered ? search.filter("year:2015..2018") : search;
    search = deduped ? search.dedupe(0.97) : search;
    search = sorted ? search.sort("year:desc") : search;
    List<Hit> whole = index.search(search.page(0, depth)).hits();

    List<Hit> joined = new ArrayList<>();
    Next next = new Next(0, Math.min(size, depth), depth, "");
    while (next != null && next.k() == depth) {
      SearchResponse page = index.search(search.page(next.from(), next.size()));
      assertThat(page.hits()).hasSizeLessThanOrEqualTo(next.size());
      joined.addAll(page.hits());
      next = page.next();
    }

    assertThat(joined).isEqualTo(whole);
    assertThat(joined).extracting(Hit::id).doesNotHaveDuplicates();
  }

  @Property(tries = 60)
  void theTotalIsWhatTheLastPageEndsWithOrSaysThatItIsNot(
      @ForAll @IntRange(max = 2) int text,
      @ForAll SearchMode mode,
      @ForAll boolean deduped,
      @ForAll @IntRange(min = 1, max = 500) int depth)
      throws IOException {
    Search search = Search.text(TEXTS.get(text), mode).depth(depth);
    SearchResponse all = index.search(deduped ? search.dedupe(0.97) : search);
    switch (all.total().relation()) {
      case Total.TOP_K -> assertThat(all.total().value()).isEqualTo(all.hits().size());
      case Total.AT_LEAST ->
          assertThat(all.total().value()).isGreaterThanOrEqualTo(all.hits().size());
      default -> assertThat(all.hits()).hasSize((int) Math.min(all.total().value(), depth));
    }
  }

  @Property(tries = 40)
  void theOrderOfWordsIsTheSameAtAnyDepth(
      @ForAll @IntRange(min = 1, max = 200) int depth, @ForAll @IntRange(max = 2) int text)
      throws IOException {
    Search search = Search.text(TEXTS.get(text), SearchMode.KEYWORD);
    List<Hit> shallow = index.search(search.depth(depth)).hits();
    List<Hit> deep = index.search(search.depth(400)).hits();

    assertThat(deep.subList(0, shallow.size())).isEqualTo(shallow);
  }

  @Property(tries = 40)
  void followingNextFindsEveryMatchOfWords(@ForAll @IntRange(min = 1, max = 60) int size)
      throws IOException {
    Search search = Search.text("robot", SearchMode.KEYWORD).depth(Math.max(size, 20));
    List<String> ids = new ArrayList<>();
    SearchResponse page = index.search(search.page(0, size));
    long total = page.total().value();
    page.hits().forEach(hit -> ids.add(hit.id()));
    while (page.next() != null) {
      Next next = page.next();
      page = index.search(search.depth(next.k()).page(next.from(), next.size()));
      page.hits().forEach(hit -> ids.add(hit.id()));
    }

    assertThat(ids).hasSize((int) total).doesNotHaveDuplicates();
  }
}
