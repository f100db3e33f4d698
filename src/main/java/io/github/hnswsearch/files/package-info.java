/** File operations that survive a power cut. */
@NullMarked
package io.github.hnswsearch.files;

import org.jspecify.annotations.NullMarked;
