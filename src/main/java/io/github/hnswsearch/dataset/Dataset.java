package io.github.hnswsearch.dataset;

import io.github.hnswsearch.dataset.hdf5.EmbeddingFile;
import io.github.hnswsearch.dataset.metadata.MetadataJoin;
import io.github.hnswsearch.dataset.metadata.MetadataProblems;
import io.github.hnswsearch.dataset.metadata.MetadataReader;
import io.github.hnswsearch.dataset.metadata.RowKeys;
import io.github.hnswsearch.descriptor.Descriptor.MetadataSource;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.descriptor.MetadataFormat;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.ItemSource;
import io.github.hnswsearch.record.RowOutcome;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * HDF5 files and a metadata file as one stream of items.
 *
 * <p>Opening reads all ids and then all metadata; {@link #next()} reads the embeddings. Some 40
 * bytes a row are kept in memory, and the metadata of all rows in a temporary file.
 */
public final class Dataset implements ItemSource {
  private static final String URLS_REPAIRED = "urls_repaired";
  private static final String WITHOUT_METADATA = "rows_without_metadata";

  /** What is kept of a row while items are made, and while the table of keys grows. */
  private static final int BYTES_A_ROW = 50;

  private final EmbeddingSequence embeddings;
  private final @Nullable Path metadataFile;
  private final RowKeys keys;
  private final MetadataProblems problems = new MetadataProblems();
  private final @Nullable MetadataJoin join;
  private final Schema schema;
  private final RowReader reader;
  private @Nullable List<SourceFile> digests;

  /**
   * Opens a data set.
   *
   * @param metadata null where nothing is joined
   * @param temporaryDirectory where metadata waits for its rows; needs about the size of the
   *     unpacked metadata
   * @throws io.github.hnswsearch.record.BadInputException if a file is missing or unfit
   */
  public static Dataset open(
      Source source, @Nullable MetadataSource metadata, Path temporaryDirectory, Progress progress)
      throws IOException {
    return open(source, metadata, temporaryDirectory, progress, EmbeddingFile::open);
  }

  static Dataset open(
      Source source,
      @Nullable MetadataSource metadata,
      Path temporaryDirectory,
      Progress progress,
      EmbeddingSequence.Opener opener)
      throws IOException {
    List<Path> files = EmbeddingParts.of(source.embeddings());
    return new Dataset(
        new EmbeddingSequence(files, source.datasets(), opener),
        metadata,
        temporaryDirectory,
        progress);
  }

  private Dataset(
      EmbeddingSequence embeddings,
      @Nullable MetadataSource metadata,
      Path temporaryDirectory,
      Progress progress)
      throws IOException {
    this.embeddings = embeddings;
    boolean openImages = metadata != null && metadata.format() == MetadataFormat.OPEN_IMAGES;
    if (metadata == null) {
      metadataFile = null;
      keys = readKeys(openImages, progress);
      join = null;
      schema = Schema.EMPTY;
    } else {
      metadataFile = metadata.file();
      // Opened first: a mistake in the descriptor shows before a million ids are read.
      try (MetadataReader lines = open(metadata, progress)) {
        keys = readKeys(openImages, progress);
        schema = lines.schema();
        join = MetadataJoin.of(lines, keys, temporaryDirectory);
      }
    }
    reader = new RowReader(openImages, join);
  }

  private MetadataReader open(MetadataSource metadata, Progress progress) throws IOException {
    long bytes = Files.exists(metadata.file()) ? Files.size(metadata.file()) : 0;
    return MetadataReader.open(
        metadata, problems, done -> progress.advanced(Progress.Step.METADATA, done, bytes));
  }

  private RowKeys readKeys(boolean openImages, Progress progress) throws IOException {
    int rows = embeddings.rows();
    requireMemory(rows);
    RowKeys read = new RowKeys(rows);
    embeddings.forEachIds(
        (firstRow, ids) -> {
          for (String id : ids) {
            read.add(RowId.of(id, openImages) instanceof RowId.Usable row ? row.key() : null);
          }
          progress.advanced(Progress.Step.IDS, firstRow + ids.size(), rows);
        });
    return read;
  }

  /** A damaged or sparse file may name any number of rows, of which it stores a few. */
  private void requireMemory(int rows) throws BadInputException {
    long heap = Runtime.getRuntime().maxMemory();
    if (rows > heap / BYTES_A_ROW) {
      throw new BadInputException(
          embeddings.files().getFirst().toString(),
          String.format(
              "expected at most %,d rows in a heap of %,d MiB, found %,d",
              heap / BYTES_A_ROW, heap >> 20, rows),
          "Check that it has so many rows, and give the program a larger heap (-Xmx) if so");
    }
  }

  @Override
  public int dimension() {
    return embeddings.dimension();
  }

  @Override
  public long rows() {
    return embeddings.rows();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public synchronized List<SourceFile> files() throws IOException {
    if (digests == null) {
      List<SourceFile> read = new ArrayList<>();
      for (Path file : embeddings.files()) {
        read.add(FileDigest.of(file));
      }
      if (metadataFile != null) {
        read.add(FileDigest.of(metadataFile));
      }
      digests = List.copyOf(read);
    }
    return digests;
  }

  @Override
  public String identity() throws IOException {
    List<String> stamps = new ArrayList<>();
    for (Path file : embeddings.files()) {
      stamps.add(stamp(file));
    }
    if (metadataFile != null) {
      stamps.add(stamp(metadataFile));
    }
    return String.join("\n", stamps);
  }

  /** Files of gigabytes are told apart by size and time, as make and rsync do. */
  private static String stamp(Path file) throws IOException {
    return "%s, %d bytes of %s"
        .formatted(
            file.toAbsolutePath(), Files.size(file), Files.getLastModifiedTime(file).toInstant());
  }

  @Override
  public void resume(long rows, Map<String, Long> counted) throws IOException {
    embeddings.skip(rows);
    reader.resume(
        counted.getOrDefault(WITHOUT_METADATA, 0L), counted.getOrDefault(URLS_REPAIRED, 0L));
  }

  @Override
  public @Nullable Batch next() throws IOException {
    EmbeddingSequence.Block block = embeddings.next();
    return block == null ? null : new Rows(block);
  }

  @Override
  public Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("rows_repeated", keys.repeatedRows());
    counts.put(URLS_REPAIRED, reader.repairedUrls());
    if (join != null) {
      counts.put(WITHOUT_METADATA, reader.withoutMetadata());
      counts.put("metadata_without_row", join.unmatched());
      counts.put("metadata_lines", problems.lines());
      counts.put("metadata_bad_lines", problems.badLines());
      counts.put("metadata_repeated", join.repeated());
      counts.put("values_dropped", problems.droppedValues());
    }
    return counts;
  }

  /** What was left out of the metadata, in words. */
  public MetadataProblems metadataProblems() {
    return problems;
  }

  @Override
  public void close() throws IOException {
    try (embeddings) {
      if (join != null) {
        join.close();
      }
    }
  }

  private final class Rows implements Batch {
    private final EmbeddingSequence.Block block;

    Rows(EmbeddingSequence.Block block) {
      this.block = block;
    }

    @Override
    public int size() {
      return block.rows().size();
    }

    @Override
    public String place(int i) {
      return block.file() + ", row " + (block.rows().firstRow() + i);
    }

    @Override
    public boolean repeated(int i) {
      return keys.repeated(block.firstRow() + i);
    }

    @Override
    public RowOutcome read(int i) throws IOException {
      return reader.read(block, i);
    }
  }
}
