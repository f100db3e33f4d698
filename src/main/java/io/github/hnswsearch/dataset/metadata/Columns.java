package io.github.hnswsearch.dataset.metadata;

import java.util.List;

/** The values of one record by column. */
interface Columns {
  /** The values of a column as they stand in the file, none of them blank; mostly one. */
  List<String> values(String column);
}
