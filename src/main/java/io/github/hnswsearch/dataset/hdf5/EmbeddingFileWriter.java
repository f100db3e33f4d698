package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.record.BadInputException;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.OrderedDataType;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file of embeddings in the layout that the importer and h5py users expect: ids (rows) and
 * {@code embeddings} (rows x dimension, float32, contiguous).
 *
 * <p>jHDF takes whole arrays. So that a file may be larger than the heap, jHDF lays it out with the
 * same row of zeros for all rows, and the values are then written over them one row at a time.
 */
public final class EmbeddingFileWriter {
  private static final String EMBEDDINGS = "embeddings";
  private static final int BUFFER_BYTES = 1 << 20;
  private static final long MEGABYTE = 1_000_000;
  private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8L;

  /** References to a row while it is laid out: in two arrays of ours and one of jHDF. */
  private static final int REFERENCE_BYTES = 3 * Long.BYTES;

  /**
   * What must be known before the first row is written.
   *
   * @param idDataset name of the ids' data set, {@code urls} or {@code path}
   * @param rows how many, 1 or more
   * @param longestId bytes of the longest id in UTF-8, 1 or more
   * @param dimension components of a row
   */
  public record Layout(String idDataset, int rows, int longestId, int dimension) {
    /** With the zero that ends each. */
    private long idBytes() {
      return (long) rows * (longestId + 1);
    }

    /** jHDF encodes the ids of all rows at once, and keeps a few references to every row. */
    private long heapBytes() {
      return idBytes() + (long) rows * REFERENCE_BYTES;
    }
  }

  /** A row: its id, and its components as they are to be stored. */
  public record Row(String id, float[] components) {}

  /** Where the rows come from, in order. */
  @FunctionalInterface
  public interface Rows {
    /** The next row, or null after the last. */
    @Nullable Row next() throws IOException;
  }

  private EmbeddingFileWriter() {}

  /**
   * Writes a file and forces it to the disk. The file is complete when this returns: write to a
   * temporary name and rename.
   *
   * @param attributes texts that are kept with the file, by name
   * @param rows as many as the layout says
   * @throws BadInputException if the ids do not fit the heap, or the file cannot be written
   */
  public static void write(Path file, Layout layout, Map<String, String> attributes, Rows rows)
      throws IOException {
    refuseTooManyIds(file, layout);
    Files.deleteIfExists(file);
    try {
      layOut(file, layout, attributes);
      fill(file, layout, rows);
    } catch (HdfException e) {
      throw new BadInputException(
          file.toString(),
          "expected to write " + layout.rows() + " rows, found: " + e.getMessage(),
          "Check the space left on the disk",
          e);
    }
  }

  private static void refuseTooManyIds(Path file, Layout layout) throws BadInputException {
    long heap = Runtime.getRuntime().maxMemory();
    if (layout.idBytes() > LARGEST_ARRAY || layout.heapBytes() > heap) {
      throw new BadInputException(
          file.toString(),
          String.format(
              Locale.ROOT,
              "expected ids that fit one array and the heap of %,d MB, found %,d of up to %,d"
                  + " bytes",
              heap / MEGABYTE,
              layout.rows(),
              layout.longestId()),
          "Write them in parts, or give Java more memory (-Xmx)");
    }
  }

  private static void layOut(Path file, Layout layout, Map<String, String> attributes) {
    String[] ids = new String[layout.rows()];
    Arrays.fill(ids, "x".repeat(layout.longestId()));
    float[][] zeros = new float[layout.rows()][];
    Arrays.fill(zeros, new float[layout.dimension()]);
    try (WritableHdfFile hdf5 = HdfFile.write(file)) {
      attributes.forEach(hdf5::putAttribute);
      hdf5.putDataset(layout.idDataset(), ids);
      hdf5.putDataset(EMBEDDINGS, zeros);
    }
  }

  private static void fill(Path file, Layout layout, Rows rows) throws IOException {
    ContiguousDataset idData;
    ContiguousDataset embeddingData;
    try (HdfFile hdf5 = new HdfFile(file)) {
      idData = (ContiguousDataset) hdf5.getDatasetByPath(layout.idDataset());
      embeddingData = (ContiguousDataset) hdf5.getDatasetByPath(EMBEDDINGS);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      Column ids = new Column(channel, idData, layout.longestId() + 1);
      Column embeddings = new Column(channel, embeddingData, layout.dimension() * Float.BYTES);
      for (int i = 0; i < layout.rows(); i++) {
        Row row = rows.next();
        if (row == null) {
          throw new EOFException("expected " + layout.rows() + " rows, found " + i);
        }
        ids.add().put(row.id().getBytes(StandardCharsets.UTF_8));
        embeddings.add().asFloatBuffer().put(row.components());
      }
      ids.flush();
      embeddings.flush();
      channel.force(true);
    }
  }

  /** Elements of fixed size that lie one after another in the file. */
  private static final class Column {
    private final FileChannel channel;
    private final int elementBytes;
    private final ByteOrder order;
    private final ByteBuffer buffer;
    private long address;

    Column(FileChannel channel, ContiguousDataset dataset, int elementBytes) {
      this.channel = channel;
      this.address = dataset.getDataAddress();
      this.elementBytes = elementBytes;
      this.order =
          dataset.getDataType() instanceof OrderedDataType ordered
              ? ordered.getByteOrder()
              : ByteOrder.LITTLE_ENDIAN;
      this.buffer = ByteBuffer.allocate(Math.max(1, BUFFER_BYTES / elementBytes) * elementBytes);
    }

    /** A view of the next element, all zeros, to be filled before the next call. */
    ByteBuffer add() throws IOException {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int start = buffer.position();
      buffer.position(start + elementBytes);
      Arrays.fill(buffer.array(), start, start + elementBytes, (byte) 0);
      return buffer.slice(start, elementBytes).order(order);
    }

    void flush() throws IOException {
      buffer.flip();
      while (buffer.hasRemaining()) {
        address += channel.write(buffer, address);
      }
      buffer.clear();
    }
  }
}
