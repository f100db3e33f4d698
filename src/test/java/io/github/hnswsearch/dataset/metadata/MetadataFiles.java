package io.github.hnswsearch.dataset.metadata;

import io.github.hnswsearch.descriptor.Descriptor.MetadataSource;
import io.github.hnswsearch.descriptor.MetadataFormat;
import io.github.hnswsearch.record.FieldType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes metadata files and reads them whole. */
final class MetadataFiles {
  /** A record with everything read. */
  record Read(long line, List<String> keys, MetadataEntry entry) {
    List<String> all(String field) {
      return entry.metadata().all(field);
    }
  }

  private final Path file;
  private final MetadataFormat format;
  private @Nullable String key;
  private Map<String, FieldType> fields = Map.of();
  private MetadataProblems problems = new MetadataProblems();

  MetadataFiles(Path folder, MetadataFormat format) {
    file = folder.resolve("metadata");
    this.format = format;
  }

  MetadataFiles key(String column) {
    key = column;
    return this;
  }

  MetadataFiles fields(Map<String, FieldType> columns) {
    fields = columns;
    return this;
  }

  Path file() {
    return file;
  }

  MetadataProblems problems() {
    return problems;
  }

  MetadataReader open() throws IOException {
    problems = new MetadataProblems();
    return MetadataReader.open(
        new MetadataSource(format, file, key, fields), problems, bytes -> {});
  }

  List<Read> read(String content) throws IOException {
    return read(content.getBytes(StandardCharsets.UTF_8));
  }

  List<Read> read(byte[] content) throws IOException {
    Files.write(file, content);
    List<Read> records = new ArrayList<>();
    try (MetadataReader reader = open()) {
      MetadataLine line;
      while ((line = reader.next()) != null) {
        records.add(new Read(line.number(), line.keys(), line.entry().get()));
      }
    }
    return records;
  }

  static byte[] gzip(String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
