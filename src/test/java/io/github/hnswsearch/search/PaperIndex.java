package io.github.hnswsearch.search;

import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.index.CalibrationTable;
import io.github.hnswsearch.index.Manifest.Calibration;
import io.github.hnswsearch.lucene.Indexes;
import io.github.hnswsearch.record.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real index of made-up papers, and a searcher of it. */
final class PaperIndex implements AutoCloseable {
  /** As generations of formats 1 and 2 have it. */
  static final CalibrationTable CALIBRATION =
      new CalibrationTable(
          null,
          List.of(
              new Calibration(10, 16, 0.81, 90),
              new Calibration(10, 64, 0.95, 160),
              new Calibration(10, 160, 0.99, 300)),
          List.of());

  private final Path folder;
  private final List<Item> items;
  private final CollectionReader reader;
  private final CollectionSearcher searcher;

  PaperIndex(int count, long seed) throws IOException {
    folder = Files.createTempDirectory("papers");
    items = Papers.of(count, seed);
    reader = Indexes.build(folder, Papers.SCHEMA, items);
    searcher =
        new CollectionSearcher(
            reader,
            new CollectionSearcher.Settings("test", 50, CALIBRATION, Ranking.DEFAULT, false),
            new TextOnly(Papers.encoder("abc")));
  }

  List<Item> items() {
    return items;
  }

  CollectionReader reader() {
    return reader;
  }

  SearchResponse search(Search search) throws IOException {
    return searcher.search(search.request());
  }

  @Override
  public void close() throws IOException {
    reader.close();
    DurableFiles.deleteTree(folder);
  }
}
