/** Benchmarks of approximate search: recall over speed, build times, memory; tables and plots. */
@NullMarked
package io.github.hnswsearch.eval.bench;

import org.jspecify.annotations.NullMarked;
