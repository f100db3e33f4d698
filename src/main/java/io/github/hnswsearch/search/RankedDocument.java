package io.github.hnswsearch.search;

import org.jspecify.annotations.Nullable;

/**
 * A stored item at its place in a ranking.
 *
 * @param rank 1 for the best
 * @param similarity the cosine with the query, -1 to 1; null where the query has no vector
 * @param score what the ranking sorted by, comparable within one ranking only
 */
public record RankedDocument(
    int rank, @Nullable Double similarity, double score, Document document) {}
