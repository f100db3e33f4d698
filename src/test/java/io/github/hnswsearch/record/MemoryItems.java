package io.github.hnswsearch.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows that are given rather than read: a source that tests can make bad in any way. */
public final class MemoryItems implements ItemSource {
  private static final int BATCH_ROWS = 4;

  private final Schema schema;
  private final int dimension;
  private final List<RowOutcome> rows;
  private final Map<String, Integer> occurrences = new HashMap<>();
  private final int failAt;
  private int next;

  public MemoryItems(Schema schema, int dimension, List<? extends RowOutcome> rows) {
    this(schema, dimension, rows, Integer.MAX_VALUE);
  }

  private MemoryItems(Schema schema, int dimension, List<? extends RowOutcome> rows, int failAt) {
    this.schema = schema;
    this.dimension = dimension;
    this.rows = List.copyOf(rows);
    this.failAt = failAt;
    this.rows.forEach(row -> occurrences.merge(id(row), 1, Integer::sum));
  }

  /** The same rows, of which those from the given one on cannot be read. */
  public MemoryItems breakingAt(int row) {
    return new MemoryItems(schema, dimension, rows, row);
  }

  /** A row that cannot be indexed. */
  public static SkippedRow bad(long row, String id, SkipCause cause) {
    return new SkippedRow("rows.h5", row, id, cause, "component 0 is " + cause);
  }

  private static String id(RowOutcome row) {
    return switch (row) {
      case Item item -> item.id();
      case SkippedRow skipped -> skipped.id();
    };
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public long rows() {
    return rows.size();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public List<SourceFile> files() {
    return List.of(new SourceFile("rows.h5", rows.size(), "0".repeat(64)));
  }

  @Override
  public @Nullable Batch next() throws IOException {
    if (next >= failAt) {
      throw new BadInputException("rows.h5", "expected more rows, found the end", "Copy it again");
    }
    if (next == rows.size()) {
      return null;
    }
    int end = Math.min(next + BATCH_ROWS, rows.size());
    Batch batch = new Rows(next, new ArrayList<>(rows.subList(next, end)));
    next = end;
    return batch;
  }

  @Override
  public Map<String, Long> counts() {
    return Map.of("rows_without_metadata", 3L);
  }

  @Override
  public void close() {}

  private final class Rows implements Batch {
    private final int first;
    private final List<RowOutcome> outcomes;

    Rows(int first, List<RowOutcome> outcomes) {
      this.first = first;
      this.outcomes = outcomes;
    }

    @Override
    public int size() {
      return outcomes.size();
    }

    @Override
    public String place(int i) {
      return "rows.h5, row " + (first + i);
    }

    @Override
    public boolean repeated(int i) {
      return occurrences.get(id(outcomes.get(i))) > 1;
    }

    @Override
    public RowOutcome read(int i) {
      return outcomes.get(i);
    }
  }
}
