package io.github.hnswsearch.dataset.metadata;

import java.util.List;
import java.util.function.Supplier;

/**
 * A record of a metadata file, of which only the keys have been read yet: most records of a large
 * file belong to no row.
 *
 * @param number one-based line on which it starts
 * @param keys the texts by which a row may refer to it, see {@link JoinKey}
 * @param entry reads the rest; to be called before the next line is read, once at most
 */
public record MetadataLine(long number, List<String> keys, Supplier<MetadataEntry> entry) {}
