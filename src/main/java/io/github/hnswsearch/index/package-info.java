/**
 * Collections on disk: generations, their manifests and the pointer to the live one; and the
 * pipeline that builds a generation from a stream of items. Holds the writing side of a backend as
 * interfaces and knows no engine.
 */
@NullMarked
package io.github.hnswsearch.index;

import org.jspecify.annotations.NullMarked;
