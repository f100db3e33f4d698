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

/** Collections in Lucene, whose encoder knows every word and every picture. */
final class RealCollections {
  private static final LuceneBackend BACKEND = new LuceneBackend();
  private static final EncoderIdentity IDENTITY =
      new EncoderIdentity("any", "any", WordVectors.DIMENSION);

  private RealCollections() {}

  /** Builds and opens a collection. */
  static OpenCollections of(Path root, String name, Schema schema, List<Item> items)
      throws IOException {
    Descriptor descriptor =
        new Descriptor(
            name,
            new Source(List.of(root.resolve("rows.h5")), DatasetNames.DETECT),
            null,
            IDENTITY.name(),
            new IndexOptions(8, 50, Quantization.NONE),
            Ranking.DEFAULT);
    IndexData indexData = new IndexData(root);
    new CollectionBuilder(indexData, BACKEND, new GenerationVerifier(BACKEND), BuildListener.SILENT)
        .build(
            new BuildPlan(
                descriptor, DescriptorJson.toJson(descriptor), IDENTITY.fingerprint(), 1, true),
            new MemoryItems(schema, WordVectors.DIMENSION, items));
    return new OpenCollections(indexData, BACKEND, new Any());
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
