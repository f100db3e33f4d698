package io.github.hnswsearch.descriptor;

import io.github.hnswsearch.record.FieldType;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a collection is built: where its rows come from and how they are indexed.
 *
 * @param collection lower-case letters, digits, {@code -} and {@code _}; at most 64
 * @param about a sentence or two for the people who search it; null where nothing is said
 * @param source the embeddings
 * @param metadata what is joined to them, if anything
 * @param encoder name of the encoder that made the embeddings, a description in {@code
 *     importer/models/}; null where nothing but vectors can be searched
 * @param index HNSW parameters
 * @param ranking how hybrid search weighs its legs
 */
public record Descriptor(
    String collection,
    @Nullable String about,
    Source source,
    @Nullable MetadataSource metadata,
    @Nullable String encoder,
    IndexOptions index,
    Ranking ranking) {

  /** A collection of which nothing is said. */
  public Descriptor(
      String collection,
      Source source,
      @Nullable MetadataSource metadata,
      @Nullable String encoder,
      IndexOptions index,
      Ranking ranking) {
    this(collection, null, source, metadata, encoder, index, ranking);
  }

  /**
   * The HDF5 files of a collection.
   *
   * @param embeddings one or more files or folders of parts, absolute, read in this order
   * @param datasets names of the data sets, where they are not to be detected
   * @param pictures folder of the pictures that the ids are paths of, absolute; null where there is
   *     none on this machine
   */
  public record Source(List<Path> embeddings, DatasetNames datasets, @Nullable Path pictures) {
    public Source {
      embeddings = List.copyOf(embeddings);
    }

    /** Rows that are no pictures of this machine. */
    public Source(List<Path> embeddings, DatasetNames datasets) {
      this(embeddings, datasets, null);
    }
  }

  /**
   * Paths of data sets inside an HDF5 file, null where they are to be detected.
   *
   * @param embeddings rows x dimension, a floating-point or integer type
   * @param id one id, URL or path per row
   */
  public record DatasetNames(@Nullable String embeddings, @Nullable String id) {
    public static final DatasetNames DETECT = new DatasetNames(null, null);
  }

  /**
   * A metadata file.
   *
   * @param format its layout
   * @param file absolute; {@code .gz} is unpacked while reading
   * @param key the column that equals the embeddings' id, for csv and jsonl; null for the first of
   *     id, url, path
   * @param fields pass-through columns to keep, by column name; the field's name is the column's in
   *     lower case with {@code _} for anything else
   */
  public record MetadataSource(
      MetadataFormat format, Path file, @Nullable String key, Map<String, FieldType> fields) {
    public MetadataSource {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * The field that keeps a pass-through column: the column's name in lower case with {@code _}
     * for anything but letters and digits of ASCII. May be no valid field name: {@code 2nd}.
     */
    public static String fieldName(String column) {
      return column.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }
  }

  /**
   * HNSW parameters.
   *
   * @param maxConn links of a node on the upper layers (M), 2 to 512; layer 0 holds twice as many
   * @param beamWidth candidates kept while a node is linked (efConstruction), 1 to 3200
   * @param quantization how compared vectors are stored
   */
  public record IndexOptions(int maxConn, int beamWidth, Quantization quantization) {
    public static final int MIN_MAX_CONN = 2;
    public static final int MAX_MAX_CONN = 512;
    public static final int MIN_BEAM_WIDTH = 1;
    public static final int MAX_BEAM_WIDTH = 3200;
    public static final IndexOptions DEFAULT = new IndexOptions(32, 200, Quantization.BIT1);
  }

  /**
   * Weights of reciprocal rank fusion: a hit at rank r of a leg adds weight / (rankConstant + r).
   *
   * @param rankConstant 60 in Cormack, Clarke and Büttcher (SIGIR 2009)
   * @param vectorWeight weight of the vector leg, 0 or more
   * @param keywordWeight weight of the keyword leg, 0 or more
   */
  public record Ranking(int rankConstant, double vectorWeight, double keywordWeight) {
    public static final Ranking DEFAULT = new Ranking(60, 1, 1);
  }
}
