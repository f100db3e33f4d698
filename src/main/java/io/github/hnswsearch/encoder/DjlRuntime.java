package io.github.hnswsearch.encoder;

/** Settings of DJL and libtorch that must stand before they are loaded. */
final class DjlRuntime {
  private DjlRuntime() {}

  /** One intra-op thread per predictor, no telemetry, nothing fetched at run time. */
  static void configure() {
    setIfAbsent("ai.djl.offline", "true");
    setIfAbsent("OPT_OUT_TRACKING", "true");
    setIfAbsent("ai.djl.pytorch.num_threads", "1");
    setIfAbsent("ai.djl.pytorch.num_interop_threads", "1");
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
