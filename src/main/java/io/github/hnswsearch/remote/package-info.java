/**
 * Pictures of the web as bytes, for a server that fetches addresses which strangers wrote. An
 * address may lead anywhere, so every step is guarded: how it is spelled, which addresses its host
 * has, where a redirect goes, how long an answer takes, how long it is and what it holds. Alone
 * touches the HTTP client library; knows the formats of pictures and nothing else of this program.
 */
@NullMarked
package io.github.hnswsearch.remote;

import org.jspecify.annotations.NullMarked;
