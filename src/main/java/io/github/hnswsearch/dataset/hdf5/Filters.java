package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.record.BadInputException;
import io.jhdf.ObjectHeader;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.BitShuffleFilter;
import io.jhdf.filter.ByteShuffleFilter;
import io.jhdf.filter.Filter;
import io.jhdf.filter.Lz4Filter;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The filters of a chunked data set: how its chunks are packed.
 *
 * <p>Deflate, Fletcher32 and LZF are this program's own: jHDF's inflate until the heap is full,
 * never verify a checksum, and use a library that newer JDKs print warnings about. The others are
 * jHDF's, called here one by one, because its pipeline ignores the filter mask by which a chunk
 * says that a filter was left out.
 */
final class Filters {
  private static final int DEFLATE = 1;
  private static final int FLETCHER32 = 3;
  private static final int LZF = 32000;

  /** Numbers of the HDF Group's registry of filters. */
  private static final Map<Integer, String> NAMES =
      Map.of(
          4, "szip",
          5, "n-bit",
          6, "scale-offset",
          307, "bzip2",
          32001, "blosc",
          32013, "zfp",
          32015, "zstd",
          32017, "sz",
          32026, "blosc2");

  private static final Map<Integer, Filter> FROM_JHDF =
      Stream.of(new ByteShuffleFilter(), new BitShuffleFilter(), new Lz4Filter())
          .collect(Collectors.toMap(Filter::getId, Function.identity()));

  /** Undoes one filter; {@code limit} bounds the bytes that may come out. */
  @FunctionalInterface
  private interface Stage {
    byte[] decode(byte[] bytes, int limit);
  }

  private final List<Stage> stages;
  private final int limit;
  private final int chunkBytes;

  private Filters(List<Stage> stages, int limit, int chunkBytes) {
    this.stages = stages;
    this.limit = limit;
    this.chunkBytes = chunkBytes;
  }

  /** Whether chunks are stored packed. */
  static boolean present(ObjectHeader header) {
    return !infos(header).isEmpty();
  }

  /**
   * The filters that a data set's header lists.
   *
   * @param where for errors
   * @param chunkBytes bytes of an unpacked chunk
   * @throws BadInputException if one of them cannot be undone here, naming it
   */
  static Filters of(String where, ObjectHeader header, int chunkBytes) throws BadInputException {
    List<Stage> stages = new ArrayList<>();
    int limit = chunkBytes;
    for (FilterInfo info : infos(header)) {
      int[] parameters = info.getData();
      Filter filter = FROM_JHDF.get(info.getId());
      if (info.getId() == DEFLATE) {
        stages.add(Deflate::decode);
      } else if (info.getId() == FLETCHER32) {
        stages.add((bytes, max) -> Fletcher32.verify(bytes));
        limit += Fletcher32.BYTES;
      } else if (info.getId() == LZF) {
        stages.add(Lzf::decode);
      } else if (filter != null) {
        stages.add((bytes, max) -> filter.decode(bytes, parameters));
      } else {
        throw new BadInputException(
            where,
            "its chunks are packed with the filter "
                + NAMES.getOrDefault(info.getId(), info.getName())
                + " (number "
                + info.getId()
                + "), expected none, gzip, shuffle, fletcher32, lzf, lz4 or bitshuffle",
            "Rewrite the file with \"h5repack -f GZIP=4 IN.h5 OUT.h5\", or \"-f NONE\" for none");
      }
    }
    return new Filters(stages, limit, chunkBytes);
  }

  private static List<FilterInfo> infos(ObjectHeader header) {
    return header.getMessagesOfType(FilterPipelineMessage.class).stream()
        .flatMap(message -> message.getFilters().stream())
        .toList();
  }

  /**
   * Unpacks a chunk.
   *
   * @param mask bit i set: filter i was left out when this chunk was written
   * @throws HdfFilterException if it cannot be unpacked to a whole chunk
   */
  byte[] decode(byte[] stored, int mask) {
    byte[] bytes = stored;
    for (int i = stages.size() - 1; i >= 0; i--) {
      if ((mask & (1 << i)) == 0) {
        bytes = stages.get(i).decode(bytes, limit);
      }
    }
    if (bytes.length != chunkBytes) {
      throw new HdfFilterException(
          "expected a chunk of " + chunkBytes + " bytes, it unpacks to " + bytes.length);
    }
    return bytes;
  }
}
