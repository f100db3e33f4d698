package io.github.hnswsearch.encoder;

/** Settings of libtorch that must stand before it is loaded. */
final class TorchRuntime {
  static final String ENGINE = "PyTorch";

  private TorchRuntime() {}

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
