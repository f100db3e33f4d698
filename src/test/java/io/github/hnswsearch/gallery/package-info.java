@NullMarked
package io.github.hnswsearch.gallery;

import org.jspecify.annotations.NullMarked;
