package io.github.hnswsearch.lucene;

import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The collections in {@code src/test/resources/generations}, which earlier releases of Lucene have
 * written ({@code src/fixtures}), and what is in them.
 */
public final class OlderGenerations {
  public static final String COLLECTION = "papers";
  public static final String TOO_OLD = "8.11.4-plain";
  static final int DIMENSION = 32;

  private static final Path FIXTURES = Path.of("src/test/resources/generations");
  private static final int WRITTEN = 120;
  private static final List<String> SUBJECTS =
      List.of("graphs", "galaxies", "proteins", "languages", "markets");
  private static final List<String> AUTHORS =
      List.of("A. Northern", "B. Southern", "C. Eastern", "D. Western");
  private static final List<String> CATEGORIES =
      List.of("cs.LG", "astro-ph.GA", "q-bio.BM", "cs.CL", "econ.EM");

  /** Magic number, algorithm and checksum at the end of a file of Lucene. */
  private static final int CHECKSUM_BYTES = 8;

  private OlderGenerations() {}

  /** Copies a collection into a folder of collections. */
  public static void copy(String fixture, Path indexData) throws IOException {
    Path from = FIXTURES.resolve(fixture);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = indexData.resolve(COLLECTION).resolve(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  /** The folder of Lucene's files in a copy. */
  public static Path index(Path indexData) throws IOException {
    try (Stream<Path> files = Files.walk(indexData.resolve(COLLECTION))) {
      return files
          .filter(file -> file.getFileName().toString().equals("index"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Changes what a copy says of its segments, and its checksum with it. */
  public static void changeSegments(Path indexData, UnaryOperator<byte[]> change)
      throws IOException {
    try (Stream<Path> files = Files.list(index(indexData))) {
      Path file =
          files
              .filter(each -> each.getFileName().toString().startsWith("segments_"))
              .findFirst()
              .orElseThrow();
      byte[] bytes = change.apply(Files.readAllBytes(file));
      CRC32 checksum = new CRC32();
      checksum.update(bytes, 0, bytes.length - CHECKSUM_BYTES);
      ByteBuffer.wrap(bytes).putLong(bytes.length - CHECKSUM_BYTES, checksum.getValue());
      Files.write(file, bytes);
    }
  }

  /** Puts a text of the same length in the place of another. */
  public static byte[] replaced(byte[] bytes, String text, String other) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    return all.replace(text, other).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The live items of a collection whose manifest tells of deletions, or of one without them. */
  static List<Item> items(boolean afterDeletions) {
    return IntStream.range(0, WRITTEN)
        .filter(i -> !afterDeletions || i % 40 != 7)
        .mapToObj(OlderGenerations::item)
        .toList();
  }

  private static Item item(int i) {
    String id = "item-%03d".formatted(i);
    Map<String, List<String>> metadata = new LinkedHashMap<>();
    metadata.put(
        "title", List.of("Notes on %s, part %d".formatted(SUBJECTS.get(i % SUBJECTS.size()), i)));
    String author = AUTHORS.get(i % AUTHORS.size());
    metadata.put(
        "author",
        i % 3 == 0 ? List.of(author, AUTHORS.get((i + 1) % AUTHORS.size())) : List.of(author));
    metadata.put("category", List.of(CATEGORIES.get(i % CATEGORIES.size())));
    metadata.put("year", List.of(Integer.toString(2000 + i % 20)));
    metadata.put("date", List.of(LocalDate.of(2000, 1, 1).plusDays(61L * i).toString()));
    return new Item(id, "https://example.org/" + id, vector(1_000 + i), new Metadata(metadata));
  }

  /** Any direction, the same for a seed. */
  static UnitVector vector(int seed) {
    Random random = new Random(seed);
    float[] components = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      components[i] = random.nextFloat() - 0.5f;
    }
    try {
      return UnitVector.of(components);
    } catch (UnitVector.DefectException e) {
      throw new IllegalStateException(e);
    }
  }
}
