/** Text to unit vector, as the collection's embeddings were made. Alone touches ai.djl. */
@NullMarked
package io.github.hnswsearch.encoder;

import org.jspecify.annotations.NullMarked;
