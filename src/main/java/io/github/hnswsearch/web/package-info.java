/**
 * The HTTP server: routes, strict request parsing, responses and errors. The only place that knows
 * the web framework; what is searched, and how, is behind {@code search.Collections}.
 */
@NullMarked
package io.github.hnswsearch.web;

import org.jspecify.annotations.NullMarked;
