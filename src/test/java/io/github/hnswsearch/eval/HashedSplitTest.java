package io.github.hnswsearch.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashedSplitTest {
  private static final List<KnownItemQuery> ALL =
      IntStream.range(0, 12_000).mapToObj(i -> query("1706." + (10_000 + i))).toList();

  @Test
  void theSplitsHaveTheSizesOfTheTrainingScript() {
    assertThat(HashedSplit.HELD_OUT.of(ALL)).hasSize(7_000);
    assertThat(HashedSplit.TUNING.of(ALL)).hasSize(3_000);
  }

  @Test
  void noQueryIsInBoth() {
    Set<KnownItemQuery> heldOut = new HashSet<>(HashedSplit.HELD_OUT.of(ALL));
    assertThat(HashedSplit.TUNING.of(ALL)).doesNotHaveDuplicates().noneMatch(heldOut::contains);
  }

  @Test
  void theOrderOfTheSnapshotDoesNotMatter() {
    assertThat(HashedSplit.TUNING.of(ALL.reversed())).isEqualTo(HashedSplit.TUNING.of(ALL));
  }

  @Test
  void aSmallSnapshotIsAllHeldOut() {
    assertThat(HashedSplit.HELD_OUT.of(ALL.subList(0, 5))).hasSize(5);
    assertThat(HashedSplit.TUNING.of(ALL.subList(0, 5))).isEmpty();
  }

  /**
   * SHA-1 as {@code sha1sum} gives it: 1706.03762 c3bd0316, 1412.6980 d4cac240, hep-th/9901001
   * 795e649a; the slash of an old id is hashed, not the underscore that item ids have in its place.
   */
  @Test
  void recordsAreOrderedByTheSha1OfTheirId() {
    List<KnownItemQuery> some =
        List.of(query("1706.03762"), query("1412.6980"), query("hep-th_9901001"));
    assertThat(HashedSplit.HELD_OUT.of(some))
        .extracting(KnownItemQuery::id)
        .containsExactly("hep-th_9901001", "1706.03762", "1412.6980");
  }

  private static KnownItemQuery query(String id) {
    return new KnownItemQuery("title of " + id, id);
  }
}
