/** HDF5 files of embeddings, read in slices under guards. Alone touches jHDF. */
@NullMarked
package io.github.hnswsearch.dataset.hdf5;

import org.jspecify.annotations.NullMarked;
