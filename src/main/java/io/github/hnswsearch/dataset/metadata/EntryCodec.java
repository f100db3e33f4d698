package io.github.hnswsearch.dataset.metadata;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as bytes for the time between reading them and reading their rows. */
final class EntryCodec {
  /** A record with the keys by which it was found. */
  record Keyed(List<String> keys, MetadataEntry entry) {}

  private static final int SEVEN_BITS = 0x7f;
  private static final int CONTINUED = 0x80;

  private final List<String> fieldNames;

  EntryCodec(Schema schema) {
    fieldNames = schema.fields().stream().map(Field::name).toList();
  }

  byte[] encode(Keyed record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
    writeAll(out, record.keys());
    writeAll(out, ofNullable(record.entry().itemId()));
    writeAll(out, ofNullable(record.entry().url()));
    Map<String, List<String>> values = record.entry().metadata().values();
    writeInt(out, values.size());
    values.forEach(
        (name, texts) -> {
          writeInt(out, fieldNames.indexOf(name));
          writeAll(out, texts);
        });
    return out.toByteArray();
  }

  Keyed decode(ByteBuffer in) {
    List<String> keys = readAll(in);
    String itemId = toNullable(readAll(in));
    String url = toNullable(readAll(in));
    int fields = readInt(in);
    Map<String, List<String>> values = LinkedHashMap.newLinkedHashMap(fields);
    for (int i = 0; i < fields; i++) {
      values.put(fieldNames.get(readInt(in)), readAll(in));
    }
    return new Keyed(keys, new MetadataEntry(itemId, url, new Metadata(values)));
  }

  private static List<String> ofNullable(@Nullable String text) {
    return text == null ? List.of() : List.of(text);
  }

  private static @Nullable String toNullable(List<String> texts) {
    return texts.isEmpty() ? null : texts.getFirst();
  }

  private static void writeAll(ByteArrayOutputStream out, List<String> texts) {
    writeInt(out, texts.size());
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      writeInt(out, bytes.length);
      out.writeBytes(bytes);
    }
  }

  private static List<String> readAll(ByteBuffer in) {
    int count = readInt(in);
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[readInt(in)];
      in.get(bytes);
      texts.add(new String(bytes, StandardCharsets.UTF_8));
    }
    return texts;
  }

  private static void writeInt(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest > SEVEN_BITS) {
      out.write((rest & SEVEN_BITS) | CONTINUED);
      rest >>>= 7;
    }
    out.write(rest);
  }

  private static int readInt(ByteBuffer in) {
    int value = 0;
    int shift = 0;
    int next;
    do {
      next = in.get();
      value |= (next & SEVEN_BITS) << shift;
      shift += 7;
    } while ((next & CONTINUED) != 0);
    return value;
  }
}
