package io.github.hnswsearch.web;

import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.descriptor.DescriptorJson;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.encoder.EncoderIdentity;
import io.github.hnswsearch.encoder.Encoders;
import io.github.hnswsearch.encoder.ImageEncoder;
import io.github.hnswsearch.encoder.TextEmbedding;
import io.github.hnswsearch.encoder.TextEncoder;
import io.github.hnswsearch.eval.GenerationVerifier;
import io.github.hnswsearch.index.BuildListener;
import io.github.hnswsearch.index.BuildPlan;
import io.github.hnswsearch.index.CollectionBuilder;
import io.github.hnswsearch.index.IndexData;
import io.github.hnswsearch.lucene.LuceneBackend;
import io.github.hnswsearch.picture.Picture;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.ItemSource;
import io.github.hnswsearch.record.MemoryItems;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collections in Lucene, built as users' are, whose encoder knows every word and every picture:
 * what the server is tested over.
 */
final class RealCollections {
  private static final String ENCODER = "hashed-words";
  private static final IndexOptions INDEX = new IndexOptions(8, 50, Quantization.NONE);

  private static final LuceneBackend BACKEND = new LuceneBackend();
  private static final EncoderIdentity IDENTITY =
      new EncoderIdentity(ENCODER, ENCODER, WordVectors.DIMENSION);

  private final Path root;
  private final IndexData indexData;

  /**
   * None yet.
   *
   * @param root a folder that is theirs
   */
  RealCollections(Path root) {
    this.root = root;
    this.indexData = new IndexData(root);
  }

  /** Builds and opens a collection. */
  static OpenCollections of(Path root, String name, Schema schema, List<Item> items)
      throws IOException {
    return new RealCollections(root).with(name, schema, items).open();
  }

  /** Builds a collection. */
  RealCollections with(String name, Schema schema, List<Item> items) throws IOException {
    return with(
        name, new Source(List.of(root.resolve("rows.h5")), DatasetNames.DETECT), schema, items);
  }

  /**
   * Builds a collection of pictures.
   *
   * @param pictures what addresses of items that are paths are relative to
   */
  RealCollections withPictures(String name, Path pictures, Schema schema, List<Item> items)
      throws IOException {
    return with(
        name,
        new Source(List.of(root.resolve("rows.h5")), DatasetNames.DETECT, pictures),
        schema,
        items);
  }

  private RealCollections with(String name, Source source, Schema schema, List<Item> items)
      throws IOException {
    Descriptor descriptor = new Descriptor(name, source, null, ENCODER, INDEX, Ranking.DEFAULT);
    build(
        indexData,
        descriptor,
        IDENTITY.fingerprint(),
        new MemoryItems(schema, WordVectors.DIMENSION, items));
    return this;
  }

  /** Builds what is described from wherever its items come. */
  static void build(
      IndexData indexData, Descriptor descriptor, String fingerprint, ItemSource items)
      throws IOException {
    new CollectionBuilder(indexData, BACKEND, new GenerationVerifier(BACKEND), BuildListener.SILENT)
        .build(
            new BuildPlan(descriptor, DescriptorJson.toJson(descriptor), fingerprint, 1, true),
            items);
  }

  /** Opens what has been built. */
  OpenCollections open() {
    return open(indexData, new Any());
  }

  static OpenCollections open(IndexData indexData, Encoders encoders) {
    return new OpenCollections(indexData, BACKEND, encoders);
  }

  static Item item(String id, String url, String text, Metadata metadata) {
    return new Item(id, url, vector(text), metadata);
  }

  private static UnitVector vector(String text) {
    float[] words = WordVectors.of(text);
    words[0] += 0.01f; // A text without words has a direction as well.
    try {
      return UnitVector.of(words);
    } catch (UnitVector.DefectException e) {
      throw new AssertionError(e);
    }
  }

  private record Any() implements Encoders {
    @Override
    public TextEncoder text(String name) {
      return new Texts();
    }

    @Override
    public ImageEncoder image(String name) {
      return new Pictures();
    }
  }

  private record Texts() implements TextEncoder {
    @Override
    public EncoderIdentity identity() {
      return IDENTITY;
    }

    @Override
    public TextEmbedding encode(String text) {
      return new TextEmbedding(vector(text), List.of());
    }

    @Override
    public List<@Nullable UnitVector> encodeAll(List<String> texts) {
      return new ArrayList<>(texts.stream().map(RealCollections::vector).toList());
    }

    @Override
    public void close() {}
  }

  private record Pictures() implements ImageEncoder {
    @Override
    public EncoderIdentity identity() {
      return IDENTITY;
    }

    @Override
    public UnitVector encode(Picture picture) {
      return vector(picture.width() + " " + picture.height());
    }

    @Override
    public List<@Nullable UnitVector> encodeAll(List<Picture> pictures) {
      return new ArrayList<>(pictures.stream().map(this::encode).toList());
    }

    @Override
    public void close() {}
  }
}
