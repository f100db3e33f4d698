package io.github.hnswsearch.dataset.metadata;

import io.github.hnswsearch.record.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * What a metadata file says of one item.
 *
 * @param itemId the id that the data set gives the item, where it is not the row's own
 * @param url where the original is, where the record says so
 * @param metadata the values of the fields
 */
public record MetadataEntry(@Nullable String itemId, @Nullable String url, Metadata metadata) {}
