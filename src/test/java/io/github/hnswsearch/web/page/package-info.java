@NullMarked
package io.github.hnswsearch.web.page;

import org.jspecify.annotations.NullMarked;
