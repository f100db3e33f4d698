package io.github.hnswsearch.lucene;

final class Lucene912Float32Test extends OlderLuceneContract {
  Lucene912Float32Test() {
    super("9.12.3-float32");
  }
}
