/** Metadata files as streams of records, and their join to rows by id. */
@NullMarked
package io.github.hnswsearch.dataset.metadata;

import org.jspecify.annotations.NullMarked;
