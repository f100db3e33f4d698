/**
 * A request becomes a result: encode the text, search the legs, fuse them, fetch the page of hits.
 * Holds the reading side of a backend as interfaces and knows no engine.
 */
@NullMarked
package io.github.hnswsearch.search;

import org.jspecify.annotations.NullMarked;
