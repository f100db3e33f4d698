package io.github.hnswsearch.cli;

import io.github.hnswsearch.dataset.PaperTexts;
import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.Descriptor.MetadataSource;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.descriptor.DescriptorReader;
import io.github.hnswsearch.embedding.EmbeddingJob;
import io.github.hnswsearch.embedding.EmbeddingRequest;
import io.github.hnswsearch.embedding.EmbeddingRequest.Earlier;
import io.github.hnswsearch.embedding.EmbeddingSummary;
import io.github.hnswsearch.embedding.InputKind;
import io.github.hnswsearch.gallery.GalleryFormat;
import io.github.hnswsearch.gallery.GalleryWriter;
import io.github.hnswsearch.index.BuildPlan.Resumption;
import io.github.hnswsearch.index.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A bundled sample and the way from its input to a live collection. */
enum DemoSample {
  /** Papers whose metadata comes with the program. */
  PAPERS("papers", InputKind.PAPERS) {
    @Override
    Path input(Descriptor sample, Path folder) {
      return metadata(sample).file();
    }
  },

  /** Pictures that the program draws. */
  IMAGES("images", InputKind.PICTURES) {
    @Override
    Path input(Descriptor sample, Path folder) throws IOException {
      Path gallery = folder.resolve("gallery");
      if (!Files.isDirectory(gallery)) {
        draw(gallery);
      }
      return gallery;
    }
  };

  private static final int PICTURES = 1_000;

  /** Pictures that the bundled encoder was not trained with. */
  private static final long SEED = 2026;

  private static final int PICTURE_SIZE = 480;

  private final String name;
  private final InputKind kind;

  DemoSample(String name, InputKind kind) {
    this.name = name;
    this.kind = kind;
  }

  /** What is embedded, made first where it is not there yet. */
  abstract Path input(Descriptor sample, Path folder) throws IOException;

  /**
   * Embeds and imports the sample where its collection is not live, or was made by an encoder that
   * has been replaced since.
   *
   * @param folder for the sample's files, within the index-data folder
   */
  void build(Workspace workspace, Path folder) throws IOException {
    Optional<Generation> live = workspace.indexData().collection(name).live();
    if (live.isPresent()) {
      if (workspace.hasEncoderOf(live.get())) {
        System.out.println("Collection " + name + " is there already.");
        return;
      }
      System.out.println("Collection " + name + " was made by an earlier encoder: made anew.");
    }
    Files.createDirectories(folder);
    Descriptor sample = DescriptorReader.read(Home.sample().resolve(name + ".yaml"));
    Path input = input(sample, folder);
    Path embeddings = folder.resolve(name);
    embed(workspace, Objects.requireNonNull(sample.encoder()), input, embeddings);
    Generation generation =
        workspace.build(
            descriptor(sample, input, embeddings),
            Runtime.getRuntime().availableProcessors(),
            true,
            Resumption.ANEW,
            new ProgressReport());
    BuildSummary.print(generation, System.out);
  }

  private void embed(Workspace workspace, String encoder, Path input, Path embeddings)
      throws IOException {
    EmbeddingSummary embedded =
        EmbeddingJob.run(
            new EmbeddingRequest(
                encoder,
                input,
                kind,
                PaperTexts.TITLE_AND_ABSTRACT,
                embeddings,
                null,
                Earlier.CONTINUE_OR_REPLACE),
            workspace.encoders(),
            new ProgressReport());
    System.out.printf(
        Locale.ROOT, "Embedded %,d %s into %s%n", embedded.rows(), kind.text(), embeddings);
  }

  /** The sample's descriptor with the places of this machine. */
  private Descriptor descriptor(Descriptor sample, Path input, Path embeddings) {
    boolean pictures = kind == InputKind.PICTURES;
    MetadataSource metadata = metadata(sample);
    return new Descriptor(
        sample.collection(),
        sample.about(),
        new Source(List.of(embeddings), sample.source().datasets(), pictures ? input : null),
        pictures
            ? new MetadataSource(
                metadata.format(),
                input.resolve(GalleryWriter.METADATA),
                metadata.key(),
                metadata.fields())
            : metadata,
        sample.encoder(),
        sample.index(),
        sample.ranking());
  }

  private static MetadataSource metadata(Descriptor sample) {
    @Nullable MetadataSource metadata = sample.metadata();
    return Objects.requireNonNull(metadata, "every sample has metadata");
  }

  /** All pictures or none: an interrupted drawing is done again. */
  private static void draw(Path gallery) throws IOException {
    Path drawing = Files.createTempDirectory(gallery.getParent(), ".drawing-");
    ProgressReport progress = new ProgressReport();
    progress.begin("Drawing", PICTURES, "pictures");
    new GalleryWriter(
            SEED, PICTURE_SIZE, GalleryFormat.JPG, Runtime.getRuntime().availableProcessors())
        .write(PICTURES, drawing, progress::advance);
    progress.end();
    Files.move(drawing, gallery, StandardCopyOption.ATOMIC_MOVE);
    System.out.printf(Locale.ROOT, "Drew %,d pictures into %s%n", PICTURES, gallery);
  }
}
