package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A file that {@code src/test/python/make_hdf5_fixtures.py} has written, and the formulas by which
 * that script fills it.
 *
 * @param name of the file, without its extension: what it varies
 */
record Fixture(String name) {
  static final int ROWS = 40;
  static final int DIMENSION = 8;
  private static final int WRITTEN_BEFORE_FILL_VALUES = 15;

  static Stream<Fixture> good() {
    return all().filter(fixture -> !fixture.name.startsWith("bad_"));
  }

  static Stream<Fixture> bad() {
    return all().filter(fixture -> fixture.name.startsWith("bad_"));
  }

  private static Stream<Fixture> all() {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString().replace(".h5", ""))
          .sorted()
          .toList()
          .stream()
          .map(Fixture::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Path.of(Fixture.class.getResource("/hdf5/contiguous.h5").toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  Path path() {
    return folder().resolve(name + ".h5");
  }

  EmbeddingFile open() throws IOException {
    return EmbeddingFile.open(path(), DatasetNames.DETECT);
  }

  float component(int row, int column) {
    int steps = steps(row, column);
    if (name.startsWith("type_int") || name.equals("filter_fletcher32_odd_bytes")) {
      return steps;
    }
    if (name.startsWith("type_uint")) {
      return steps + 48;
    }
    if (name.startsWith("fill_value") && row >= WRITTEN_BEFORE_FILL_VALUES) {
      return -0.5f;
    }
    return steps / 64f;
  }

  static int steps(int row, int column) {
    return (row * 31 + column * 17) % 97 - 48;
  }

  float[] components() {
    float[] values = new float[ROWS * DIMENSION];
    for (int i = 0; i < values.length; i++) {
      values[i] = component(i / DIMENSION, i % DIMENSION);
    }
    return values;
  }

  List<String> ids() {
    return IntStream.range(0, ROWS).mapToObj(this::id).toList();
  }

  private String id(int row) {
    return switch (name) {
      case "ids_vlen_utf8", "ids_vlen_ascii_tag", "ids_vlen_chunked", "ids_fixed_utf8_in_ascii" ->
          "bücher/" + row + "☃".repeat(row % 7) + ".pdf";
      case "ids_int64" -> Integer.toString(row - 30);
      case "ids_uint16_be" -> Integer.toString(row + 65_000);
      case "ids_not_utf8" -> url(row) + (char) (0xe0 + row % 16);
      case "ann_benchmarks" -> Integer.toString(row);
      default -> url(row);
    };
  }

  static String url(int row) {
    return String.format("https://example.org/%02d", row);
  }

  /** Everything that {@code next} hands out. */
  static List<EmbeddingBatch> batches(EmbeddingFile file) throws IOException {
    List<EmbeddingBatch> batches = new ArrayList<>();
    for (EmbeddingBatch batch = file.next(); batch != null; batch = file.next()) {
      batches.add(batch);
    }
    return batches;
  }

  /** Everything that {@code forEachIds} hands out. */
  static List<String> ids(EmbeddingFile file) throws IOException {
    List<String> ids = new ArrayList<>();
    file.forEachIds((firstRow, batch) -> ids.addAll(batch));
    return ids;
  }

  @Override
  public String toString() {
    return name;
  }
}
