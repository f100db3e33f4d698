package io.github.hnswsearch.lucene;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;

/** Files beside an index that are no part of it: they take space, and no search reads them. */
final class Leftovers {
  private Leftovers() {}

  /** A sentence that names them; none where there are none. */
  static List<String> remarks(Directory directory) throws IOException {
    Set<String> files = new TreeSet<>(Arrays.asList(directory.listAll()));
    files.removeAll(SegmentInfos.readLatestCommit(directory).files(true));
    files.remove(IndexWriter.WRITE_LOCK_NAME);
    if (files.isEmpty()) {
      return List.of();
    }
    long bytes = 0;
    for (String file : files) {
      bytes += directory.fileLength(file);
    }
    return List.of(
        "Files of %d bytes lie beside the index and are no part of it: %s."
            .formatted(bytes, String.join(", ", files)));
  }
}
