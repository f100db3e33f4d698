package io.github.hnswsearch.lucene;

import io.github.hnswsearch.descriptor.Quantization;

class Int4CollectionTest extends CollectionReaderContract {
  Int4CollectionTest() {
    super(Quantization.INT4);
  }
}
