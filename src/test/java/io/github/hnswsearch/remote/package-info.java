@NullMarked
package io.github.hnswsearch.remote;

import org.jspecify.annotations.NullMarked;
