package io.github.hnswsearch.lucene;

final class Lucene1000Int8Test extends OlderLuceneContract {
  Lucene1000Int8Test() {
    super("10.0.0-int8");
  }
}
