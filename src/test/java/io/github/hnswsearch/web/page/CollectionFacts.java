package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.CollectionInfo.CalibrationPoint;
import java.util.List;
import java.util.Map;

/** What a collection tells of itself, where a view looks at a few of its facts. */
final class CollectionFacts {
  private CollectionFacts() {}

  static CollectionInfo of(
      String name,
      List<String> modes,
      boolean pictures,
      int defaultEf,
      List<CalibrationPoint> calibration) {
    return new CollectionInfo(
        name,
        null,
        100,
        8,
        null,
        modes,
        pictures,
        List.of(),
        Map.of(),
        16,
        100,
        "none",
        defaultEf,
        1000,
        "1",
        "2026-01-01T00:00:00Z",
        Map.of(),
        calibration,
        null,
        List.of());
  }
}
