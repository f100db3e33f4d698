/** What the server tells Prometheus of itself; the only place that knows Micrometer. */
@NullMarked
package io.github.hnswsearch.web.metrics;

import org.jspecify.annotations.NullMarked;
