package io.github.hnswsearch.record;

/** Why a row of the source cannot be indexed. */
public enum SkipCause {
  /** At least one component of the embedding is NaN. */
  NOT_A_NUMBER,
  /** At least one component of the embedding is infinite. */
  INFINITE,
  /** Every component is zero: a zero vector has no direction to compare. */
  ZERO,
  /** The components are finite but their Euclidean norm overflows or underflows a float. */
  NORM_OUT_OF_RANGE,
  /** The embedding has another length than the collection's dimension. */
  WRONG_LENGTH,
  /** The row has an empty id. */
  MISSING_ID,
  /** The stored URL was cut short and what is left does not tell which paper it was. */
  CUT_URL
}
