package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NodeHeapTest {
  @Property
  void entriesComeOutFromTheLeast(@ForAll List<Long> entries) {
    NodeHeap heap = new NodeHeap();
    entries.forEach(heap::add);
    List<Long> removed = new ArrayList<>();
    while (heap.size() > 0) {
      removed.add(heap.removeLeast());
    }
    assertThat(removed).isEqualTo(entries.stream().sorted().toList());
  }

  @Property
  void replacingKeepsTheGreatest(
      @ForAll @Size(min = 8, max = 2000) List<Long> entries,
      @ForAll @IntRange(min = 1, max = 8) int kept) {
    NodeHeap heap = new NodeHeap();
    PriorityQueue<Long> expected = new PriorityQueue<>();
    for (long entry : entries) {
      if (heap.size() < kept) {
        heap.add(entry);
      } else if (entry > heap.least()) {
        heap.replaceLeast(entry);
      }
      expected.add(entry);
      if (expected.size() > kept) {
        expected.remove();
      }
      assertThat(heap.least()).isEqualTo(expected.element());
    }
  }

  @Property
  void anEntryHoldsItsNodeAndItsScore(@ForAll @IntRange(min = 0) int node, @ForAll float score) {
    long entry = NodeHeap.entry(node, score);
    assertThat(NodeHeap.node(entry)).isEqualTo(node);
    assertThat(NodeHeap.score(entry)).isEqualTo(score);
  }

  @Test
  void aHigherScoreIsGreaterAndOfEqualScoresTheSmallerNode() {
    assertThat(NodeHeap.entry(5, 0.25f)).isGreaterThan(NodeHeap.entry(1, -0.25f));
    assertThat(NodeHeap.entry(1, 0.25f)).isGreaterThan(NodeHeap.entry(5, 0.25f));
  }
}
