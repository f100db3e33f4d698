/** File operations that survive a power cut, and locks. */
@NullMarked
package io.github.hnswsearch.files;

import org.jspecify.annotations.NullMarked;
