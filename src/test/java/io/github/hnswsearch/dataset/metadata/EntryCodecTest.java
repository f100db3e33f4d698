package io.github.hnswsearch.dataset.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCodecTest {
  private final EntryCodec codec =
      new EntryCodec(
          new Schema(List.of(new Field("a", FieldType.TEXT), new Field("b", FieldType.KEYWORD))));

  private EntryCodec.Keyed copy(EntryCodec.Keyed record) {
    return codec.decode(ByteBuffer.wrap(codec.encode(record)));
  }

  @Property
  void everyRecordIsReadBackAsItWas(
      @ForAll("texts") List<String> keys,
      @ForAll("texts") List<String> a,
      @ForAll("texts") List<String> b,
      @ForAll boolean known) {
    EntryCodec.Keyed record =
        new EntryCodec.Keyed(
            keys,
            new MetadataEntry(
                known ? "id" : null, known ? null : "url", new Metadata(Map.of("b", b, "a", a))));
    assertThat(copy(record)).isEqualTo(record);
  }

  @Provide
  Arbitrary<List<String>> texts() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withCharRange(' ', '\u07ff')
            .withChars("\u20ac\u4e2d")
            .ofMaxLength(300);
    return text.list().ofMaxSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 127, 128, 16_383, 16_384, 3_000_000})
  void textsMayHaveAnyLength(int length) {
    EntryCodec.Keyed record =
        new EntryCodec.Keyed(
            List.of("x".repeat(length)), new MetadataEntry(null, null, Metadata.NONE));
    assertThat(copy(record)).isEqualTo(record);
  }
}
