package io.github.hnswsearch.lucene;

import io.github.hnswsearch.descriptor.Quantization;

class Int8CollectionTest extends CollectionReaderContract {
  Int8CollectionTest() {
    super(Quantization.INT8);
  }
}
