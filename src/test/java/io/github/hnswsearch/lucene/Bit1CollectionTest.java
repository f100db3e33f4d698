package io.github.hnswsearch.lucene;

import io.github.hnswsearch.descriptor.Quantization;

class Bit1CollectionTest extends CollectionReaderContract {
  Bit1CollectionTest() {
    super(Quantization.BIT1);
  }
}
