package io.github.hnswsearch.embedding;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a job.
 *
 * @param kind what was embedded
 * @param rows in the output
 * @param skipped inputs that gave no row, by cause
 * @param before whether an earlier run had done it already
 * @param skippedList the list of those inputs, null where there are none
 * @param metadata what else is known of the rows, for the import; null where nothing is
 */
public record EmbeddingSummary(
    InputKind kind,
    long rows,
    Map<String, Long> skipped,
    boolean before,
    @Nullable Path skippedList,
    @Nullable Path metadata) {}
