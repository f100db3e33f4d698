package io.github.hnswsearch.lucene;

import io.github.hnswsearch.descriptor.Quantization;

class UnquantizedCollectionTest extends CollectionReaderContract {
  UnquantizedCollectionTest() {
    super(Quantization.NONE);
  }
}
