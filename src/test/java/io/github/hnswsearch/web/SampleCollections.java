package io.github.hnswsearch.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hnswsearch.dataset.Dataset;
import io.github.hnswsearch.dataset.PaperTexts;
import io.github.hnswsearch.dataset.Progress;
import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Descriptor.MetadataSource;
import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.descriptor.MetadataFormat;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.embedding.EmbeddingJob;
import io.github.hnswsearch.embedding.EmbeddingRequest;
import io.github.hnswsearch.embedding.EmbeddingRequest.Earlier;
import io.github.hnswsearch.embedding.InputKind;
import io.github.hnswsearch.encoder.DeviceChoice;
import io.github.hnswsearch.encoder.EncoderCatalog;
import io.github.hnswsearch.encoder.EncoderOptions;
import io.github.hnswsearch.encoder.EncoderPool;
import io.github.hnswsearch.gallery.GalleryFormat;
import io.github.hnswsearch.gallery.GalleryWriter;
import io.github.hnswsearch.index.BuildListener;
import io.github.hnswsearch.index.IndexData;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A few of the bundled papers and a small drawn gallery, embedded by the bundled encoders and
 * imported as users' collections are: {@code papers} and {@code images}.
 */
final class SampleCollections implements AutoCloseable {
  private static final Path SAMPLE = Path.of("importer/sample/papers.jsonl");
  private static final int PAPERS = 80;
  private static final int PICTURES = 8;
  private static final int PICTURE_SIZE = 128;
  private static final long SEED = 7;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final EncoderCatalog catalog = new EncoderCatalog(List.of(Path.of("importer/models")));
  private final EncoderPool encoders =
      new EncoderPool(catalog, EncoderOptions.of(DeviceChoice.AUTO));
  private final Path folder;
  private final IndexData indexData;
  private final OpenCollections collections;

  SampleCollections(Path folder) throws IOException {
    this.folder = folder;
    this.indexData = new IndexData(folder.resolve("index-data"));
    buildPapers();
    buildGallery();
    collections = RealCollections.open(indexData, encoders);
  }

  OpenCollections collections() {
    return collections;
  }

  /** Holds the pictures of the gallery. */
  Path pictures() {
    return folder.resolve("gallery");
  }

  private void buildPapers() throws IOException {
    Path papers = folder.resolve("papers.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(SAMPLE).subList(0, PAPERS));
    // The same paper twice under two ids, as preprints and their revisions are.
    ObjectNode twin = (ObjectNode) JSON.readTree(lines.getFirst());
    lines.add(twin.put("id", "2601.00001").toString());
    Files.write(papers, lines);
    build(
        "papers",
        "arxiv-static-384",
        papers,
        InputKind.PAPERS,
        new MetadataSource(MetadataFormat.ARXIV, papers, null, Map.of()),
        null);
  }

  private void buildGallery() throws IOException {
    Path gallery = Files.createDirectories(pictures());
    new GalleryWriter(SEED, PICTURE_SIZE, GalleryFormat.PNG, 2)
        .write(PICTURES, gallery, written -> {});
    Path drawn = gallery.resolve(GalleryWriter.METADATA);
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(drawn)) {
      lines.add(
          ((ObjectNode) JSON.readTree(line))
              .put("author", "HNSW Search")
              .put("author_page", "https://pictures.invalid/author")
              .put("license", "https://creativecommons.org/publicdomain/zero/1.0/")
              .put("source_page", "https://pictures.invalid/page")
              .toString());
    }
    Path metadata = folder.resolve("pictures.jsonl");
    Files.write(metadata, lines);
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("title", FieldType.TEXT);
    fields.put("kind", FieldType.KEYWORD);
    for (String stored : List.of("author", "author_page", "license", "source_page")) {
      fields.put(stored, FieldType.STORED);
    }
    build(
        "images",
        "drawn-scenes-256",
        gallery,
        InputKind.PICTURES,
        new MetadataSource(MetadataFormat.JSONL, metadata, null, fields),
        gallery);
  }

  private void build(
      String name,
      String encoder,
      Path input,
      InputKind kind,
      MetadataSource metadata,
      @Nullable Path pictures)
      throws IOException {
    Path embeddings = folder.resolve(name + ".h5");
    EmbeddingJob.run(
        new EmbeddingRequest(
            encoder, input, kind, PaperTexts.TITLE_AND_ABSTRACT, embeddings, null, Earlier.REPLACE),
        encoders,
        BuildListener.SILENT);
    Descriptor descriptor =
        new Descriptor(
            name,
            "A sample of " + name,
            new Source(List.of(embeddings), DatasetNames.DETECT, pictures),
            metadata,
            encoder,
            new IndexOptions(16, 100, Quantization.NONE),
            Ranking.DEFAULT);
    Path temporary = Files.createDirectories(folder.resolve("join"));
    try (Dataset dataset =
        Dataset.open(descriptor.source(), descriptor.metadata(), temporary, Progress.NONE)) {
      RealCollections.build(
          indexData, descriptor, catalog.identity(encoder).orElseThrow().fingerprint(), dataset);
    }
  }

  @Override
  public void close() {
    collections.close();
    encoders.close();
  }
}
