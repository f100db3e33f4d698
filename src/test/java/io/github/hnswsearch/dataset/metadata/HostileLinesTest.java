package io.github.hnswsearch.dataset.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.descriptor.Descriptor.MetadataSource;
import io.github.hnswsearch.descriptor.MetadataFormat;
import io.github.hnswsearch.hostile.Campaign;
import io.github.hnswsearch.hostile.Mutant;
import io.github.hnswsearch.hostile.TextMutator;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.FieldType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is done to some lines of a metadata file, the others are read, every one of them as it
 * is, and each damaged line is either read or counted as bad. {@code -Dmutants.metadata=50000}
 * tries as many files.
 */
class HostileLinesTest {
  private static final int FEW = 600;
  private static final int LINES = 10;
  private static final Map<String, FieldType> FIELDS =
      Map.of("title", FieldType.TEXT, "votes", FieldType.LONG);

  @TempDir Path folder;
  private final Map<MetadataFormat, List<MetadataFiles.Read>> sound =
      new EnumMap<>(MetadataFormat.class);

  @Test
  void damageToALineStaysWithinThatLine() throws IOException {
    MetadataFormat[] formats = MetadataFormat.values();
    for (MetadataFormat format : formats) {
      sound.put(format, sound(format));
    }
    new Campaign("metadata", FEW, random -> file(formats[random.nextInt(formats.length)], random))
        .run();
  }

  private Campaign.Attempt file(MetadataFormat format, RandomGenerator random) throws IOException {
    TreeMap<Integer, byte[]> damaged = new TreeMap<>();
    List<String> what = new ArrayList<>();
    int most = 1 + random.nextInt(3);
    while (damaged.size() < most) {
      int line = random.nextInt(LINES);
      Mutant mutant =
          TextMutator.mutate(record(format, line).getBytes(StandardCharsets.UTF_8), false, random);
      damaged.put(line, mutant.bytes());
      what.add("record " + line + ": " + mutant.what());
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(header(format).getBytes(StandardCharsets.UTF_8));
    for (int line = 0; line < LINES; line++) {
      byte[] bytes = damaged.get(line);
      content.writeBytes(
          bytes != null ? bytes : record(format, line).getBytes(StandardCharsets.UTF_8));
      content.write('\n');
    }
    Path file = folder.resolve("metadata");
    Files.write(file, content.toByteArray());
    return new Damaged(
        format, file, damaged, sound.get(format), format.text() + ", " + String.join("; ", what));
  }

  private static String header(MetadataFormat format) {
    return switch (format) {
      case ARXIV, DOCUMENTS, JSONL -> "";
      case CSV -> "id,title,votes\n";
      case OPEN_IMAGES -> "ImageID,OriginalURL,Title,Author\n";
    };
  }

  /** One record: of one line, but each fourth of a CSV file has a quoted value of two. */
  private static String record(MetadataFormat format, int i) {
    String title =
        i % 4 == 3 ? "\"The \"\"%d\"\"\nof two, lines\"".formatted(i) : "\"No. %d\"".formatted(i);
    return switch (format) {
      case ARXIV ->
          """
          {"id":"1706.0%04d","title":"No. %d","abstract":"Some \\u00e9 text","authors":"A. Bee",\
          "categories":"cs.LG","versions":[{"created":"Mon, 2 Apr 2007 19:18:42 GMT"}]}"""
              .formatted(i, i);
      case DOCUMENTS ->
          "{\"path\":\"a/%d.pdf\",\"title\":\"No. %d\",\"type\":\"pdf\"}".formatted(i, i);
      case JSONL ->
          "{\"id\":\"item-%d\",\"title\":[\"No. %d\",\"x\"],\"votes\":%d}".formatted(i, i, i);
      case CSV -> "item-%d,%s,%d".formatted(i, title, i);
      case OPEN_IMAGES -> "%016x,https://img.example/%d.jpg,%s,Ada".formatted(i + 1, i, title);
    };
  }

  /** Whatever a file says that nothing has been done to. */
  private List<MetadataFiles.Read> sound(MetadataFormat format) throws IOException {
    StringBuilder content = new StringBuilder(header(format));
    for (int i = 0; i < LINES; i++) {
      content.append(record(format, i)).append('\n');
    }
    MetadataFiles files = new MetadataFiles(folder, format).fields(fields(format));
    List<MetadataFiles.Read> records = files.read(content.toString());
    assertThat(records).hasSize(LINES);
    return records;
  }

  private static Map<String, FieldType> fields(MetadataFormat format) {
    return format == MetadataFormat.JSONL || format == MetadataFormat.CSV ? FIELDS : Map.of();
  }

  private record Damaged(
      MetadataFormat format,
      Path file,
      Map<Integer, byte[]> damaged,
      List<MetadataFiles.Read> sound,
      String what)
      implements Campaign.Attempt {
    @Override
    public void run() throws IOException {
      TreeSet<Long> bad = new TreeSet<>();
      MetadataProblems problems = new MetadataProblems((line, problem) -> bad.add(line));
      Map<Long, MetadataFiles.Read> read = new TreeMap<>();
      try (MetadataReader reader = MetadataReader.open(source(), problems, bytes -> {})) {
        MetadataLine line;
        while ((line = reader.next()) != null) {
          read.put(
              line.number(),
              new MetadataFiles.Read(line.number(), line.keys(), line.entry().get()));
        }
      } catch (BadInputException e) {
        assertThat(mayBeRefused()).as("refused: %s", e.getMessage()).isTrue();
        throw e;
      }
      assertThat(problems.lines()).isEqualTo(read.size() + problems.badLines());
      assertThat(bad).hasSize((int) problems.badLines()).doesNotContainAnyElementsOf(read.keySet());
      long line = header(format).isEmpty() ? 1 : 2;
      for (int i = 0; i < LINES; i++) {
        if (!damaged.containsKey(i)) {
          assertThat(read).as("record %d, line %d, bad: %s", i, line, bad).containsKey(line);
          assertThat(read.get(line).keys()).isEqualTo(sound.get(i).keys());
          assertThat(read.get(line).entry()).isEqualTo(sound.get(i).entry());
        }
        line += damaged.containsKey(i) ? 1 : record(format, i).lines().count();
      }
    }

    private MetadataSource source() {
      return new MetadataSource(format, file, null, fields(format));
    }

    /** Damage to the start may make another format of it; CSV is refused where it is not UTF-8. */
    private boolean mayBeRefused() {
      boolean start = damaged.containsKey(0) && header(format).isEmpty();
      boolean bytes = damaged.values().stream().anyMatch(Damaged::isNoText);
      return start || (bytes && !format.isJsonLines());
    }

    private static boolean isNoText(byte[] bytes) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.indexOf('\ufffd') >= 0 || text.indexOf('\0') >= 0;
    }
  }
}
