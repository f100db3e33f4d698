package io.github.hnswsearch.hostile;

/**
 * Damaged bytes.
 *
 * @param bytes the whole file
 * @param what was done to them, for a report
 */
public record Mutant(byte[] bytes, String what) {}
