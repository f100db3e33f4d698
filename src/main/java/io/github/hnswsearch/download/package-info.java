/**
 * Fetches published files over HTTP: models and data sets. Resumes, verifies, and never leaves half
 * a file under a file's own name. Imports the JDK and records alone.
 */
@NullMarked
package io.github.hnswsearch.download;

import org.jspecify.annotations.NullMarked;
