@NullMarked
package io.github.hnswsearch.web;

import org.jspecify.annotations.NullMarked;
