package io.github.hnswsearch.dataset.metadata;

import io.github.hnswsearch.record.Field;
import java.util.List;

/**
 * What the columns of a metadata file mean.
 *
 * @param <C> the kind of record it reads
 */
interface RecordFormat<C extends Columns> {

  /** The fields of the collection that come from this file. */
  List<Field> fields();

  /** The columns of which a file must have at least one. */
  List<String> keyColumns();

  /** The columns that a file must have. */
  default List<String> requiredColumns() {
    return List.of();
  }

  /**
   * The keys of a record, at least one.
   *
   * @throws BadLineException if it has none
   */
  List<String> keys(C columns) throws BadLineException;

  /** Fills in what the record says. */
  void describe(C columns, EntryBuilder entry);
}
