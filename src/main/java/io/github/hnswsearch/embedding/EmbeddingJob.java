package io.github.hnswsearch.embedding;

import io.github.hnswsearch.dataset.EmbeddingOrigin;
import io.github.hnswsearch.document.Passages;
import io.github.hnswsearch.embedding.EmbeddingInput.Entries;
import io.github.hnswsearch.encoder.EncoderIdentity;
import io.github.hnswsearch.encoder.Encoders;
import io.github.hnswsearch.files.LockFile;
import io.github.hnswsearch.index.BuildListener;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Embeds an input into a file or a folder of parts. A run that ends early, whatever the reason, is
 * gone on with by the next one of the same job; the result is that of one run.
 *
 * <p>The same bit for bit on a CPU, where every input is encoded alone. On a GPU neighbours share a
 * batch, and the last bits of a vector may depend on where a run began.
 */
public final class EmbeddingJob {
  private final EmbeddingInput input;
  private final InputEmbedder embedder;
  private final EmbeddingOutput output;
  private final EmbeddingRequest request;
  private final BuildListener listener;
  private Outcome.@Nullable Skipped firstSkipped;
  private boolean madeNothing;

  private EmbeddingJob(
      EmbeddingInput input,
      InputEmbedder embedder,
      EmbeddingOutput output,
      EmbeddingRequest request,
      BuildListener listener) {
    this.input = input;
    this.embedder = embedder;
    this.output = output;
    this.request = request;
    this.listener = listener;
  }

  /**
   * Does a job, or what is left of it.
   *
   * @throws BadInputException if input, encoder or output are unfit, the output holds something
   *     else, or no input at all gives a row
   */
  public static EmbeddingSummary run(
      EmbeddingRequest request, Encoders encoders, BuildListener listener) throws IOException {
    EmbeddingInput input = EmbeddingInputs.of(request.input(), request.kind(), request.fields());
    EmbeddingOutput output = EmbeddingOutput.of(request.output());
    refuseOutputInInput(request.input(), output.path());
    output.refuseForeign();
    InputEmbedder embedder =
        switch (input.kind()) {
          case PAPERS -> new PaperEmbedder(encoders.text(request.encoder()));
          case DOCUMENTS -> new DocumentEmbedder(encoders.text(request.encoder()));
          case PICTURES -> new PictureEmbedder(encoders.image(request.encoder()));
        };
    return new EmbeddingJob(input, embedder, output, request, listener).run();
  }

  /** What is written would be part of the input of the next run. */
  private static void refuseOutputInInput(Path input, Path output) throws BadInputException {
    Path folder = input.toAbsolutePath().normalize();
    if (Files.isDirectory(folder) && output.startsWith(folder)) {
      throw new BadInputException(
          output.toString(),
          "expected an output outside the input folder, found it inside",
          "Name another output");
    }
  }

  @SuppressWarnings("try") // The lock is held, not used.
  private EmbeddingSummary run() throws IOException {
    int partRows = request.partRows(embedder.encoder().dimension());
    JobState done;
    boolean before;
    try (LockFile lock = JobLock.take(output.workFolder())) {
      JobState state = output.begin(job(partRows), request.earlier());
      before = state.finished();
      done = before ? state : goOn(state, partRows);
    } catch (IOException e) {
      if (madeNothing) {
        output.discard();
      }
      throw e;
    }
    output.deliver(done, input.kind());
    return new EmbeddingSummary(
        input.kind(),
        done.rows(),
        done.skipped(),
        before,
        existing(output.skippedList()),
        existing(output.metadata()));
  }

  private static @Nullable Path existing(Path file) {
    return Files.exists(file) ? file : null;
  }

  /** All that decides what comes out. */
  private Map<String, String> job(int partRows) {
    EncoderIdentity encoder = embedder.encoder();
    Map<String, String> job = new LinkedHashMap<>();
    job.put("encoder", encoder.name());
    job.put(EmbeddingOrigin.FINGERPRINT, encoder.fingerprint());
    job.put("dimension", Integer.toString(encoder.dimension()));
    job.put("kind", input.kind().text());
    job.putAll(input.identity());
    if (input.kind() == InputKind.DOCUMENTS) {
      job.put("passage_characters", Integer.toString(Passages.CHARACTERS));
      job.put("passages", Integer.toString(Passages.MOST));
    }
    job.put("part_rows", Integer.toString(partRows));
    return job;
  }

  private JobState goOn(JobState state, int partRows) throws IOException {
    // The first state of a job: from now on its folder is known for what it is.
    state.write(output.workFolder());
    try (PartWriter writer =
        new PartWriter(output.workFolder(), state, input.kind().idDataset(), partRows)) {
      try {
        embedAll(writer);
      } finally {
        madeNothing = writer.rows() == 0;
      }
      if (madeNothing) {
        throw nothingToEmbed(writer);
      }
      return writer.finish();
    }
  }

  private void embedAll(PartWriter writer) throws IOException {
    String kind = input.kind().text();
    try (Entries entries = input.open(writer.position())) {
      String phase = "Embedding " + kind;
      long before = writer.rows();
      listener.begin(
          before == 0 ? phase : String.format(Locale.ROOT, "%s after %,d", phase, before),
          entries.remaining(),
          kind);
      BatchSize size =
          new BatchSize(Runtime.getRuntime().availableProcessors(), embedder.mostInputs());
      long done = 0;
      for (List<Entry> batch = batch(entries, size.get());
          !batch.isEmpty();
          batch = batch(entries, size.get())) {
        long started = System.nanoTime();
        embed(batch, writer);
        size.took(System.nanoTime() - started);
        done += batch.size();
        if (entries.remaining() >= 0) {
          listener.expect(done + entries.remaining());
        }
        listener.advance(batch.size());
      }
    } finally {
      listener.end();
    }
  }

  private void embed(List<Entry> batch, PartWriter writer) throws IOException {
    for (int done = 0; done < batch.size(); ) {
      List<Outcome> outcomes = embedder.embed(batch.subList(done, batch.size()));
      writer.append(outcomes);
      noteFirstSkipped(outcomes);
      done += outcomes.size();
    }
  }

  private static List<Entry> batch(Entries entries, int size) throws IOException {
    List<Entry> batch = new ArrayList<>(size);
    while (batch.size() < size) {
      Entry entry = entries.next();
      if (entry == null) {
        break;
      }
      batch.add(entry);
    }
    return batch;
  }

  private void noteFirstSkipped(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      if (firstSkipped == null && outcome instanceof Outcome.Skipped skipped) {
        firstSkipped = skipped;
      }
    }
  }

  private BadInputException nothingToEmbed(PartWriter writer) {
    return new BadInputException(
        input.name(),
        "expected %s that can be embedded, found none%s"
            .formatted(
                input.kind().text(),
                firstSkipped == null
                    ? ""
                    : "; left out %s, the first %s: %s"
                        .formatted(
                            writer.skipped(), firstSkipped.id(), firstSkipped.reason().text())),
        "Check --input");
  }
}
