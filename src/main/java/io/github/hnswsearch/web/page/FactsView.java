package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.CollectionInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a collection, for the panel beside the results.
 *
 * @param open whether it is shown in full, as it is until something is searched
 */
record FactsView(
    String name,
    String items,
    List<Map.Entry<String, String>> facts,
    @Nullable CalibrationView calibration,
    @Nullable PlotView plot,
    String generation,
    boolean open) {

  static FactsView of(CollectionInfo info, boolean open) {
    List<Map.Entry<String, String>> facts = new ArrayList<>();
    facts.add(Map.entry("Encoder", info.encoder() == null ? "none" : info.encoder()));
    facts.add(Map.entry("Dimension", Labels.count(info.dimension())));
    facts.add(Map.entry("Links per node (M)", Labels.count(info.maxConn())));
    facts.add(Map.entry("Beam width", Labels.count(info.beamWidth())));
    facts.add(Map.entry("Quantization", info.quantization()));
    facts.add(Map.entry("Default ef", Labels.count(info.defaultEf())));
    facts.add(Map.entry("On disk", Labels.bytes(info.sizeBytes())));
    facts.add(Map.entry("Built", day(info.builtAt())));
    info.counts()
        .forEach(
            (name, count) -> {
              if (count > 0) {
                facts.add(Map.entry(Labels.sentence(name), Labels.count(count)));
              }
            });
    return new FactsView(
        info.name(),
        Labels.items(info.items()),
        facts,
        CalibrationView.of(info),
        PlotView.of(info),
        info.generation(),
        open);
  }

  /** The day of an ISO 8601 instant; the generation's name has the time. */
  private static String day(String instant) {
    int time = instant.indexOf('T');
    return time < 0 ? instant : instant.substring(0, time);
  }
}
