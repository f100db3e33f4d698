package io.github.hnswsearch.record;

/**
 * A file that a collection was built from.
 *
 * @param path as the descriptor names it, resolved
 * @param bytes its size
 * @param sha256 lower-case hex digest of its content
 */
public record SourceFile(String path, long bytes, String sha256) {}
