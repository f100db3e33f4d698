package io.github.hnswsearch.index;

/**
 * How a generation is to be changed.
 *
 * @param base the generation that is live
 * @param threads to decode, index and link with, 1 or more
 * @param strict whether the first bad row ends the update
 * @param compact whether to link all items anew even where that can wait
 */
public record RevisionPlan(Generation base, int threads, boolean strict, boolean compact) {}
