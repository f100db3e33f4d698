/** How well a collection answers: exact search, recall, calibration, known-item evaluation. */
@NullMarked
package io.github.hnswsearch.eval;

import org.jspecify.annotations.NullMarked;
