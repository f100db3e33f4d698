package io.github.hnswsearch.search;

import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Schema;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is told of a generation. */
final class CollectionInfos {
  private CollectionInfos() {}

  static CollectionInfo of(
      Generation generation,
      Schema schema,
      List<SearchMode> modes,
      @Nullable String about,
      boolean pictures,
      List<String> uploads)
      throws IOException {
    Manifest manifest = generation.manifest();
    Map<String, String> fields = new LinkedHashMap<>();
    for (Field field : schema.fields()) {
      fields.put(field.name(), field.type().name().toLowerCase(Locale.ROOT));
    }
    return new CollectionInfo(
        manifest.collection(),
        about,
        manifest.items(),
        manifest.dimension(),
        manifest.encoder(),
        modes.stream().map(SearchMode::text).toList(),
        pictures,
        uploads,
        fields,
        manifest.maxConn(),
        manifest.beamWidth(),
        manifest.quantization(),
        manifest.defaultEf(),
        generation.bytes(),
        manifest.generation(),
        manifest.finishedAt(),
        manifest.counts(),
        manifest.calibration().stream().map(CollectionInfo.CalibrationPoint::of).toList(),
        manifest.calibrationQueries() == null
            ? null
            : CollectionInfo.CalibrationQueries.of(manifest.calibrationQueries()),
        manifest.filteredCalibration().stream().map(CollectionInfo.FilteredPoint::of).toList());
  }

  /** Whether there is a field that keyword search looks in. */
  static boolean hasText(Schema schema) {
    return !schema.names(FieldType.TEXT, FieldType.NAME).isEmpty();
  }
}
