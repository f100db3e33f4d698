package io.github.hnswsearch.lucene;

final class Lucene912Int8Test extends OlderLuceneContract {
  Lucene912Int8Test() {
    super("9.12.3-int8");
  }
}
