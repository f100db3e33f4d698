@org.jspecify.annotations.NullMarked
package io.github.hnswsearch.citation;
