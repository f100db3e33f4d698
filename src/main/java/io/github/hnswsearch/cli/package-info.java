/** Commands; the only place where objects are wired. */
@NullMarked
package io.github.hnswsearch.cli;

import org.jspecify.annotations.NullMarked;
