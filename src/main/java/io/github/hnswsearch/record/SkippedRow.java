package io.github.hnswsearch.record;

/**
 * A row that is not indexed.
 *
 * @param file name of the source file
 * @param row zero-based row within that file
 * @param id what the file gives as the row's id or URL, possibly empty
 * @param cause why it is left out
 * @param detail what was found, for example {@code "component 17 is NaN"}
 */
public record SkippedRow(String file, long row, String id, SkipCause cause, String detail)
    implements RowOutcome {}
