package io.github.hnswsearch.eval.bench;

import io.github.hnswsearch.index.Backend;
import io.github.hnswsearch.index.VectorStorage;
import io.github.hnswsearch.index.Verification;
import io.github.hnswsearch.search.CollectionOpener;

/**
 * What is measured: the parts of a backend.
 *
 * @param backend builds
 * @param verification chooses the default ef of what was built, as an import does
 * @param opener opens for reading
 * @param storage tells what vectors take
 */
public record BenchEngine(
    Backend backend,
    Verification verification,
    CollectionOpener opener,
    VectorStorage.Probe storage) {}
