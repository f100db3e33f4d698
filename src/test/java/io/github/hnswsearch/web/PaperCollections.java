package io.github.hnswsearch.web;

import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One collection, {@code papers}, of the {@link KnownPapers}. */
final class PaperCollections extends SharedFixture<OpenCollections> {
  PaperCollections() {
    super(OpenCollections.class);
  }

  /** The same beside {@code classics}, of the first five. */
  static OpenCollections withClassics(Path folder) throws IOException {
    List<Item> papers = KnownPapers.all();
    return new RealCollections(folder)
        .with("papers", KnownPapers.SCHEMA, papers)
        .with("classics", KnownPapers.SCHEMA, papers.subList(0, 5))
        .open();
  }

  @Override
  OpenCollections make(Path folder) throws IOException {
    return RealCollections.of(folder, "papers", KnownPapers.SCHEMA, KnownPapers.all());
  }
}
