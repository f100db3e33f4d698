/**
 * Drawn scenes: deterministic by seed, vector graphics at any size, each with the facts that are
 * visible in it. What is drawn is sampled apart from how it is drawn: {@code SceneSampler} to
 * {@code Scene} to {@code ScenePainter}. Imports the JDK alone.
 */
@NullMarked
package io.github.hnswsearch.gallery;

import org.jspecify.annotations.NullMarked;
