/**
 * Embeds papers, documents and pictures into HDF5 files: in parts, with bounded memory, and so that
 * a run that was killed at any moment goes on where it stopped.
 */
@NullMarked
package io.github.hnswsearch.embedding;

import org.jspecify.annotations.NullMarked;
