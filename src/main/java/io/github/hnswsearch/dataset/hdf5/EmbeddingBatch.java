package io.github.hnswsearch.dataset.hdf5;

import java.util.List;

/**
 * Consecutive rows of one file.
 *
 * @param firstRow zero-based row of the file at which the batch starts
 * @param dimension components of a row
 * @param values rows x dimension, row-major, as the file has them (not normalised)
 * @param ids the row's id, URL or path as the file has it, one per row
 */
public record EmbeddingBatch(long firstRow, int dimension, float[] values, List<String> ids) {
  public int size() {
    return ids.size();
  }
}
