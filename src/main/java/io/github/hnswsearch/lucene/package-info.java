/** The embedded backend. Alone touches Apache Lucene. */
@NullMarked
package io.github.hnswsearch.lucene;

import org.jspecify.annotations.NullMarked;
