package io.github.hnswsearch.encoder;

/**
 * Numbers that came out of a model.
 *
 * @param values row by row
 * @param shape sizes, the batch first
 */
record Tensor(float[] values, long[] shape) {}
