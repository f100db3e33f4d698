/**
 * What a user asks for: the description of a collection, read from YAML. Alone touches the YAML
 * parser.
 */
@NullMarked
package io.github.hnswsearch.descriptor;

import org.jspecify.annotations.NullMarked;
