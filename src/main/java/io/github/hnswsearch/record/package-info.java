/**
 * What an item is: id (an arXiv id among others), URL, unit vector, metadata; and the stream in
 * which a data set hands items over. Imports the JDK alone (and JSpecify).
 */
@NullMarked
package io.github.hnswsearch.record;

import org.jspecify.annotations.NullMarked;
