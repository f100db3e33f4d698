package io.github.hnswsearch.encoder;

/** The runtime of a model. */
enum EncoderEngine {
  PYTORCH("PyTorch", "./mvnw -DskipTests package"),
  ONNXRUNTIME("OnnxRuntime", "./mvnw -Ponnx -DskipTests package");

  /** What DJL calls it. */
  final String djlName;

  /** The command that builds a program with it. */
  final String build;

  EncoderEngine(String djlName, String build) {
    this.djlName = djlName;
    this.build = build;
  }
}
