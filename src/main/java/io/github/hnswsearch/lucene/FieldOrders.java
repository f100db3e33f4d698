package io.github.hnswsearch.lucene;

import io.github.hnswsearch.search.CollectionReader.Candidate;
import io.github.hnswsearch.search.FieldOrder;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.SortedNumericSortField;

/**
 * Orders by the numbers of a field. Of several numbers of an item, the first of the order counts.
 */
final class FieldOrders {
  private FieldOrders() {}

  /** The order of a whole search: by the field, then by score. */
  static Sort sort(FieldOrder order) {
    SortedNumericSortField byField =
        new SortedNumericSortField(
            order.field().name(),
            SortField.Type.LONG,
            order.descending(),
            order.descending() ? SortedNumericSelector.Type.MAX : SortedNumericSelector.Type.MIN);
    byField.setMissingValue(order.descending() ? Long.MIN_VALUE : Long.MAX_VALUE);
    return new Sort(byField, SortField.FIELD_SCORE);
  }

  /** Candidates in the order; those of equal numbers, or none, keep theirs. */
  static List<Candidate> ordered(IndexReader reader, List<Candidate> candidates, FieldOrder order)
      throws IOException {
    Map<Integer, Long> numbers = numbers(reader, candidates, order);
    Comparator<Long> direction =
        order.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
    return candidates.stream()
        .sorted(
            Comparator.comparing(
                candidate -> numbers.get(candidate.item()), Comparator.nullsLast(direction)))
        .toList();
  }

  private static Map<Integer, Long> numbers(
      IndexReader reader, List<Candidate> candidates, FieldOrder order) throws IOException {
    List<Integer> inFileOrder = candidates.stream().map(Candidate::item).sorted().toList();
    Map<Integer, Long> numbers = new HashMap<>();
    int i = 0;
    for (LeafReaderContext leaf : reader.leaves()) {
      SortedNumericDocValues values =
          DocValues.getSortedNumeric(leaf.reader(), order.field().name());
      for (; i < inFileOrder.size() && leafOf(reader, inFileOrder.get(i)) == leaf.ord; i++) {
        if (values.advanceExact(inFileOrder.get(i) - leaf.docBase)) {
          numbers.put(inFileOrder.get(i), first(values, order.descending()));
        }
      }
    }
    return numbers;
  }

  private static int leafOf(IndexReader reader, int document) {
    return ReaderUtil.subIndex(document, reader.leaves());
  }

  /** Values of an item ascend. */
  private static long first(SortedNumericDocValues values, boolean descending) throws IOException {
    long first = values.nextValue();
    for (int i = 1; descending && i < values.docValueCount(); i++) {
      first = values.nextValue();
    }
    return first;
  }
}
