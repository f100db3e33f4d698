/** Damaged input by seed, in any number, and what is held against the program that reads it. */
@NullMarked
package io.github.hnswsearch.hostile;

import org.jspecify.annotations.NullMarked;
