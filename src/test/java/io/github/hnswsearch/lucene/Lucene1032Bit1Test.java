package io.github.hnswsearch.lucene;

final class Lucene1032Bit1Test extends OlderLuceneContract {
  Lucene1032Bit1Test() {
    super("10.3.2-bit1");
  }
}
