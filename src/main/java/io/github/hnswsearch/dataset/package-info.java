/** HDF5 embeddings and their metadata as one stream of items. */
@NullMarked
package io.github.hnswsearch.dataset;

import org.jspecify.annotations.NullMarked;
