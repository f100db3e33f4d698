/**
 * Pictures: files of six formats read into upright sRGB samples, resized and normalised as the
 * published encoders expect them, and thumbnails. Equal to what Pillow's {@code convert("RGB")},
 * {@code resize} and {@code crop} give, because CLIP was trained behind these; measured in {@code
 * docs/benchmarks.md}.
 *
 * <p>A file from outside is read in two steps. Its container is walked first, under bounds: that
 * tells the size before anything is decoded, where the file is cut off, and the orientation. Then a
 * decoder of ImageIO gets a new, minimal file of those parts alone that draw; profiles, texts,
 * previews and further pages never reach it.
 *
 * <p>Imports the JDK, {@code record} and TwelveMonkeys ImageIO; alone touches ImageIO's decoders.
 */
@NullMarked
package io.github.hnswsearch.picture;

import org.jspecify.annotations.NullMarked;
