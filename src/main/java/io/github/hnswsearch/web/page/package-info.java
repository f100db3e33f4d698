/**
 * The page: from the state in an address and an answer of the search to HTML. Pure functions of
 * their arguments; the templates escape whatever they are given.
 */
@NullMarked
package io.github.hnswsearch.web.page;

import org.jspecify.annotations.NullMarked;
