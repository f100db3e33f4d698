package io.github.hnswsearch.lucene;

final class Lucene1000Float32Test extends OlderLuceneContract {
  Lucene1000Float32Test() {
    super("10.0.0-float32");
  }
}
