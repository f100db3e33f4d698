package io.github.hnswsearch.lucene;

import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.record.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.Version;
import org.jspecify.annotations.Nullable;

/** What of a readable generation this version would write in another way. */
final class OutdatedIndex {
  private OutdatedIndex() {}

  /** In words, for example {@code segments of Lucene 9.12.3}; empty where nothing is. */
  static List<String> parts(Generation generation) throws IOException {
    List<String> parts = new ArrayList<>();
    try (Directory directory = new MMapDirectory(generation.indexDirectory());
        DirectoryReader reader = IndexCompatibility.open(directory, generation)) {
      SegmentInfos infos = SegmentInfos.readLatestCommit(directory);
      @Nullable Version oldest = infos.getMinSegmentLuceneVersion();
      if (oldest != null && !oldest.onOrAfter(Version.LATEST)) {
        parts.add("segments of Lucene " + oldest);
      } else if (infos.getIndexCreatedVersionMajor() < Version.LATEST.major) {
        parts.add("an index begun with Lucene " + infos.getIndexCreatedVersionMajor());
      }
      List<String> uncounted = uncounted(reader, generation);
      if (!uncounted.isEmpty()) {
        parts.add("no counts of " + String.join(", ", uncounted));
      }
    }
    int format = generation.manifest().format();
    if (format < Manifest.FORMAT) {
      parts.add("a manifest of format " + format);
    }
    return List.copyOf(parts);
  }

  /** Fields with values that facets and orders would count, had they been kept for them. */
  private static List<String> uncounted(DirectoryReader reader, Generation generation) {
    FieldInfos infos = FieldInfos.getMergedFieldInfos(reader);
    List<String> fields = new ArrayList<>();
    for (Field field : LuceneBackend.schema(generation).fields()) {
      @Nullable FieldInfo info = infos.fieldInfo(field.name());
      if (DocumentMapper.isCountable(field)
          && info != null
          && info.getDocValuesType() == DocValuesType.NONE) {
        fields.add(field.name());
      }
    }
    return fields;
  }
}
