package io.github.hnswsearch.record;

/** What became of a row of the source: an item to index, or a row that was left out and why. */
public sealed interface RowOutcome permits Item, SkippedRow {}
