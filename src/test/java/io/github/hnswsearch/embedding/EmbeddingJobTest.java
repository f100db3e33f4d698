package io.github.hnswsearch.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.dataset.hdf5.EmbeddingFileWriter.Row;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFiles;
import io.github.hnswsearch.document.Documents;
import io.github.hnswsearch.embedding.EmbeddingRequest.Earlier;
import io.github.hnswsearch.encoder.DeviceChoice;
import io.github.hnswsearch.encoder.EncoderCatalog;
import io.github.hnswsearch.encoder.EncoderOptions;
import io.github.hnswsearch.encoder.EncoderPool;
import io.github.hnswsearch.files.LockFile;
import io.github.hnswsearch.index.BuildListener;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EmbeddingJobTest {
  private static final Path MODELS = Path.of("src/test/resources/encoder/models").toAbsolutePath();
  private static final Path PICTURES = MODELS.resolve("pictures");

  @TempDir private Path folder;

  private static EmbeddingSummary run(EmbeddingRequest request) throws IOException {
    return EmbeddingJob.run(request, new TestEncoders(), BuildListener.SILENT);
  }

  private Path output() {
    return folder.resolve("output");
  }

  private Path papers(int lines) throws IOException {
    return Jobs.papers(folder.resolve("papers.jsonl"), lines);
  }

  @Nested
  final class Papers {
    @Test
    void arePutIntoPartsInTheOrderOfTheirLines() throws IOException {
      EmbeddingSummary summary = run(Jobs.request(papers(13), output()));

      assertThat(summary.kind()).isEqualTo(InputKind.PAPERS);
      assertThat(summary.rows()).isEqualTo(10);
      List<Row> rows = new ArrayList<>();
      for (int part = 0; part < 4; part++) {
        rows.addAll(EmbeddingFiles.read(output().resolve("part-0000" + part + ".h5")));
      }
      assertThat(rows).hasSize(10);
      assertThat(rows.getFirst().id()).isEqualTo("https://arxiv.org/pdf/2001.00001.pdf");
      assertThat(rows.getLast().id()).isEqualTo("https://arxiv.org/pdf/2001.00013.pdf");
      assertThat(rows.getLast().components())
          .isEqualTo(TestEncoders.vector("Title 13. Größe").components());
    }

    @Test
    void withoutARowAreCountedByCauseAndListed() throws IOException {
      EmbeddingSummary summary = run(Jobs.request(papers(13), output()));

      assertThat(summary.skipped()).isEqualTo(Map.of("bad_line", 1L, "no_known_words", 2L));
      assertThat(summary.skippedList()).isEqualTo(output().resolve("skipped.jsonl"));
      assertThat(Files.readAllLines(output().resolve("skipped.jsonl")))
          .containsExactly(
              "{\"input\":\"https://arxiv.org/pdf/2001.00005.pdf\",\"cause\":\"no_known_words\","
                  + "\"reason\":\"expected words that encoder test knows, found none\"}",
              "{\"input\":\"line 7\",\"cause\":\"bad_line\",\"reason\":\"not JSON in UTF-8:"
                  + " Unrecognized token 'no': was expecting (JSON String, Number, Array, Object or"
                  + " token 'null', 'true' or 'false')\"}",
              "{\"input\":\"https://arxiv.org/pdf/2001.00010.pdf\",\"cause\":\"no_known_words\","
                  + "\"reason\":\"expected words that encoder test knows, found none\"}");
    }

    @Test
    void fitOneFile() throws IOException {
      Path file = folder.resolve("papers.h5");
      EmbeddingSummary summary = run(Jobs.request(papers(13), file));

      assertThat(EmbeddingFiles.read(file)).hasSize(10);
      assertThat(summary.skippedList()).isEqualTo(folder.resolve("papers.skipped.jsonl")).exists();
      assertThat(folder.resolve(".papers.h5.parts")).doesNotExist();
      assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void withoutAnyTextAreAnErrorThatLeavesNothing() throws IOException {
      Path input = folder.resolve("papers.jsonl");
      Files.writeString(input, "{\"id\": \"2001.00001\", \"title\": \"xyzzy\"}\n");

      assertThatThrownBy(() -> run(Jobs.request(input, output(), 50, Earlier.CONTINUE)))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(input.toString())
          .hasMessageContaining("found none; left out {no_known_words=1}, the first https://");
      assertThat(output()).doesNotExist();
    }
  }

  @Nested
  final class DocumentsOfAFolder {
    private Path input;

    private Path documents() throws IOException {
      input = Files.createDirectories(folder.resolve("documents"));
      Files.createDirectories(input.resolve("b/c"));
      Documents.pdf(input.resolve("b/paper.pdf"), "On Whales", "Whales are big.");
      Documents.docx(input.resolve("b/c/report.docx"), "Ships", "Ships sail.");
      Files.writeString(input.resolve("a.txt"), "Plain words.");
      Files.writeString(input.resolve("b/empty.txt"), "");
      Files.write(input.resolve("z.bin"), new byte[] {0, 1, 2});
      Files.writeString(input.resolve(".hidden.txt"), "Hidden.");
      return input;
    }

    @Test
    void areRowsByTheirPathInTheFolder() throws IOException {
      Path file = folder.resolve("documents.h5");
      EmbeddingSummary summary = run(Jobs.request(documents(), file));

      assertThat(summary.kind()).isEqualTo(InputKind.DOCUMENTS);
      assertThat(EmbeddingFiles.read(file))
          .extracting(Row::id)
          .containsExactly("a.txt", "b/c/report.docx", "b/paper.pdf");
      assertThat(EmbeddingFiles.read(file).getLast().components())
          .isEqualTo(TestEncoders.vector("On Whales.\nWhales are big.").components());
      assertThat(summary.skipped()).isEqualTo(Map.of("unsupported", 2L));
    }

    @Test
    void haveMetadataForTheImport() throws IOException {
      EmbeddingSummary summary = run(Jobs.request(documents(), output()));

      assertThat(summary.metadata()).isEqualTo(output().resolve("metadata.jsonl"));
      assertThat(Files.readAllLines(output().resolve("metadata.jsonl")))
          .containsExactly(
              "{\"path\":\"a.txt\",\"title\":\"a.txt\",\"abstract\":\"Plain words.\","
                  + "\"type\":\"text\"}",
              "{\"path\":\"b/c/report.docx\",\"title\":\"Ships\",\"abstract\":\"Ships sail.\","
                  + "\"type\":\"docx\"}",
              "{\"path\":\"b/paper.pdf\",\"title\":\"On Whales\",\"abstract\":\"Whales are big.\","
                  + "\"type\":\"pdf\"}");
    }

    @Test
    void mayNotHoldTheirOwnEmbeddings() throws IOException {
      documents();
      assertThatThrownBy(() -> run(Jobs.request(input, input.resolve("embeddings"))))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("expected an output outside the input folder");
    }
  }

  @Nested
  final class PicturesOfAFolder {
    @Test
    void areRowsByTheirPathInTheFolder() throws IOException {
      Path input = Files.createDirectories(folder.resolve("pictures"));
      for (int i = 0; i < 4; i++) {
        Files.copy(PICTURES.resolve(i + ".png"), input.resolve(i + ".png"));
      }
      byte[] cut = java.util.Arrays.copyOf(Files.readAllBytes(input.resolve("3.png")), 100);
      Files.write(input.resolve("3.png"), cut);
      Path file = folder.resolve("pictures.h5");
      EncoderCatalog catalog = new EncoderCatalog(List.of(MODELS));
      try (EncoderPool encoders =
          new EncoderPool(catalog, EncoderOptions.of(DeviceChoice.parse("cpu")))) {
        EmbeddingSummary summary =
            EmbeddingJob.run(
                new EmbeddingRequest(
                    "tiny-clip", input, null, List.of(), file, null, Earlier.CONTINUE),
                encoders,
                BuildListener.SILENT);

        assertThat(summary.kind()).isEqualTo(InputKind.PICTURES);
        assertThat(summary.skipped()).isEqualTo(Map.of("damaged", 1L));
        assertThat(Files.readString(folder.resolve("pictures.skipped.jsonl")))
            .contains("\"input\":\"3.png\"")
            .doesNotContain(folder.toString());
        assertThat(summary.metadata()).isNull();
        List<Row> rows = EmbeddingFiles.read(file);
        assertThat(rows).extracting(Row::id).containsExactly("0.png", "1.png", "2.png");
        UnitVector expected =
            encoders
                .image("tiny-clip")
                .encode(
                    new io.github.hnswsearch.picture.PictureReader()
                        .read(PICTURES.resolve("1.png")));
        assertThat(rows.get(1).components()).isEqualTo(expected.components());
      }
    }
  }

  @Nested
  final class AfterAKill {
    @Test
    void theNextRunGoesOnAndTheResultIsThatOfOneRun() throws IOException {
      Path input = papers(40);
      run(Jobs.request(input, folder.resolve("clean")));
      Map<String, String> clean = Jobs.contents(folder.resolve("clean"));
      for (int texts = 1; texts < 34; texts += 3) {
        Path output = folder.resolve("killed-" + texts);
        int runs = runUntilDone(Jobs.request(input, output), texts);

        assertThat(Jobs.contents(output)).as("%d texts a run", texts).isEqualTo(clean);
        assertThat(runs).isGreaterThan(1);
      }
    }

    /** Returns how many runs it took. */
    private int runUntilDone(EmbeddingRequest request, int texts) throws IOException {
      // A run must get as far as one batch: it asks for more texts than it may have at first.
      for (int runs = 1; ; runs++) {
        try {
          EmbeddingJob.run(
              request, new TestEncoders("fingerprint", texts * runs), BuildListener.SILENT);
          return runs;
        } catch (TestEncoders.Killed e) {
          assertThat(runs).isLessThan(100);
        }
      }
    }

    @Test
    void whatWasWrittenIsNotEncodedAgain() throws IOException {
      Path input = papers(600);
      TestEncoders first = new TestEncoders("fingerprint", 300);
      assertThatThrownBy(
              () ->
                  EmbeddingJob.run(
                      Jobs.request(input, output(), 50, Earlier.CONTINUE),
                      first,
                      BuildListener.SILENT))
          .isInstanceOf(TestEncoders.Killed.class);
      TestEncoders second = new TestEncoders();
      EmbeddingJob.run(
          Jobs.request(input, output(), 50, Earlier.CONTINUE), second, BuildListener.SILENT);

      // 515 papers; what was lost is a batch at most.
      assertThat(second.encoded).isLessThan(515);
      assertThat(first.encoded + second.encoded).isBetween(515, 515 + 256);
    }

    @Test
    void anUnfinishedFileIsNotThere() throws IOException {
      Path input = papers(600);
      Path file = folder.resolve("papers.h5");
      assertThatThrownBy(
              () ->
                  EmbeddingJob.run(
                      Jobs.request(input, file, 50, Earlier.CONTINUE),
                      new TestEncoders("fingerprint", 300),
                      BuildListener.SILENT))
          .isInstanceOf(TestEncoders.Killed.class);
      assertThat(file).doesNotExist();

      EmbeddingSummary summary = run(Jobs.request(input, file, 50, Earlier.CONTINUE));
      assertThat(EmbeddingFiles.read(file)).hasSize((int) summary.rows());
    }

    @Test
    void theHiddenPartsOfAFileMayBecomeAFolder() throws IOException {
      Path input = papers(600);
      assertThatThrownBy(
              () ->
                  EmbeddingJob.run(
                      Jobs.request(input, folder.resolve("papers.h5"), 50, Earlier.CONTINUE),
                      new TestEncoders("fingerprint", 300),
                      BuildListener.SILENT))
          .isInstanceOf(TestEncoders.Killed.class);
      Files.move(folder.resolve(".papers.h5.parts"), output());

      run(Jobs.request(input, output(), 50, Earlier.CONTINUE));
      run(Jobs.request(input, folder.resolve("clean"), 50, Earlier.CONTINUE));
      assertThat(Jobs.contents(output())).isEqualTo(Jobs.contents(folder.resolve("clean")));
    }
  }

  /** A single file comes to be in steps: join, move, move the lists, delete the parts. */
  @Nested
  final class AfterAKillAtTheEnd {
    private Path file;
    private Path parts;
    private EmbeddingRequest request;

    @BeforeEach
    void finishTheParts() throws IOException {
      Path input = papers(40);
      file = folder.resolve("papers.h5");
      parts = folder.resolve(".papers.h5.parts");
      request = Jobs.request(input, file);
      run(Jobs.request(input, parts)); // A job is the same wherever its output goes.
    }

    private void assertIsDelivered() throws IOException {
      TestEncoders encoders = new TestEncoders();
      EmbeddingSummary summary = EmbeddingJob.run(request, encoders, BuildListener.SILENT);

      assertThat(encoders.encoded).isZero();
      assertThat(summary.rows()).isEqualTo(28);
      assertThat(EmbeddingFiles.read(file)).hasSize(28);
      assertThat(folder.resolve("papers.skipped.jsonl")).exists();
      try (Stream<Path> names = Files.list(folder)) {
        assertThat(names.map(path -> path.getFileName().toString()))
            .containsExactlyInAnyOrder("papers.jsonl", "papers.h5", "papers.skipped.jsonl");
      }
    }

    @Test
    void partsThatAreWholeAreJoined() throws IOException {
      assertIsDelivered();
    }

    @Test
    void aHalfJoinedFileIsJoinedAgain() throws IOException {
      Files.writeString(folder.resolve(".papers.h5.tmp"), "half");
      assertIsDelivered();
    }

    @Test
    void listsAreMovedThoughTheFileIsThere() throws IOException {
      Path copy = folder.resolve("copy");
      Files.createDirectories(copy);
      for (String name : List.of("progress.json", "skipped.jsonl")) {
        Files.copy(parts.resolve(name), copy.resolve(name));
      }
      for (int part = 0; part < 10; part++) {
        String name = "part-0000%d.h5".formatted(part);
        Files.copy(parts.resolve(name), copy.resolve(name));
      }
      run(request);
      Files.delete(folder.resolve("papers.skipped.jsonl"));
      Files.move(copy, parts);
      assertIsDelivered();
    }

    @Test
    void whatIsLeftOfThePartsIsDeleted() throws IOException {
      run(request);
      Files.createDirectories(parts);
      Files.writeString(parts.resolve("part-00003.h5"), "of no use");
      assertIsDelivered();
    }
  }

  /** What an earlier run left, in a file or in a folder. */
  @Nested
  final class WhatIsThereAlready {
    @ParameterizedTest
    @ValueSource(strings = {"papers.h5", "papers"})
    void ofTheSameJobIsDone(String output) throws IOException {
      EmbeddingRequest request = Jobs.request(papers(13), folder.resolve(output));
      EmbeddingSummary first = run(request);
      Map<Path, Object> before = files();
      TestEncoders encoders = new TestEncoders();

      EmbeddingSummary second = EmbeddingJob.run(request, encoders, BuildListener.SILENT);

      assertThat(encoders.encoded).isZero();
      assertThat(first.before()).isFalse();
      assertThat(second.before()).isTrue();
      assertThat(second.rows()).isEqualTo(first.rows());
      assertThat(second.skipped()).isEqualTo(first.skipped());
      assertThat(files()).isEqualTo(before);
    }

    private Map<Path, Object> files() throws IOException {
      Map<Path, Object> times = new java.util.TreeMap<>();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          times.put(file, Files.getLastModifiedTime(file));
        }
      }
      return times;
    }

    @ParameterizedTest
    @ValueSource(strings = {"papers.h5", "papers"})
    void ofAnotherEncoderIsRefused(String output) throws IOException {
      EmbeddingRequest request = Jobs.request(papers(13), folder.resolve(output));
      run(request);

      assertThatThrownBy(
              () -> EmbeddingJob.run(request, new TestEncoders("other", 100), BuildListener.SILENT))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining(
              "encoder fingerprint was fingerprint, and is other now. Go on with the same job, name"
                  + " another output, or start over with --restart.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"papers.h5", "papers"})
    void ofAnInputThatChangedIsRefused(String output) throws IOException {
      run(Jobs.request(papers(13), folder.resolve(output)));
      assertThatThrownBy(() -> run(Jobs.request(papers(14), folder.resolve(output))))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("input bytes was 793, and is ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"papers.h5", "papers"})
    void ofAnotherJobIsReplacedByARestart(String output) throws IOException {
      Path there = folder.resolve(output);
      run(Jobs.request(papers(40), there));
      Path input = papers(4);
      EmbeddingSummary summary = run(Jobs.request(input, there, 2, Earlier.REPLACE));

      assertThat(summary.rows()).isEqualTo(4);
      assertThat(summary.skippedList()).isNull();
      run(Jobs.request(input, folder.resolve("clean"), 2, Earlier.CONTINUE));
      if (Files.isDirectory(there)) {
        assertThat(Jobs.contents(there)).isEqualTo(Jobs.contents(folder.resolve("clean")));
      } else {
        assertThat(EmbeddingFiles.read(there)).hasSize(4);
        assertThat(folder.resolve("papers.skipped.jsonl")).doesNotExist();
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"papers.h5", "papers"})
    void aRestartThatIsKilledIsGoneOnWith(String output) throws IOException {
      Path there = folder.resolve(output);
      run(Jobs.request(papers(40), there));
      Path input = papers(600);
      assertThatThrownBy(
              () ->
                  EmbeddingJob.run(
                      Jobs.request(input, there, 50, Earlier.REPLACE),
                      new TestEncoders("fingerprint", 300),
                      BuildListener.SILENT))
          .isInstanceOf(TestEncoders.Killed.class);

      TestEncoders second = new TestEncoders();
      EmbeddingSummary summary =
          EmbeddingJob.run(
              Jobs.request(input, there, 50, Earlier.CONTINUE), second, BuildListener.SILENT);

      assertThat(second.encoded).isLessThan(515);
      assertThat(summary.rows()).isEqualTo(412);
    }

    @Test
    void thatSomethingElseMadeIsNeverTouched() throws IOException {
      Path file = folder.resolve("papers.h5");
      EmbeddingFiles.write(file, List.of("a"), new float[][] {{1}});
      byte[] before = Files.readAllBytes(file);

      for (Earlier earlier : Earlier.values()) {
        assertThatThrownBy(() -> run(Jobs.request(papers(13), file, 3, earlier)))
            .isInstanceOf(BadInputException.class)
            .hasMessageContaining("found a file that something else made");
      }
      assertThat(file).hasBinaryContent(before);
      assertThat(folder.resolve(".papers.h5.parts")).doesNotExist();
    }

    @Test
    void whatIsNoHdf5IsNeverTouched() throws IOException {
      Path file = Files.writeString(folder.resolve("papers.h5"), "mine");
      assertThatThrownBy(() -> run(Jobs.request(papers(13), file, 3, Earlier.REPLACE)))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("found a file that something else made");
      assertThat(file).hasContent("mine");
    }

    @Test
    void aFolderWithAStateOfSomethingElseIsNeverTouched() throws IOException {
      Files.createDirectories(output());
      Path file = Files.writeString(output().resolve("progress.json"), "{\"done\": 0.5}");
      assertThatThrownBy(() -> run(Jobs.request(papers(13), output(), 3, Earlier.REPLACE)))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("this one is left as it is");
      assertThat(file).hasContent("{\"done\": 0.5}");
    }

    @Test
    void aFolderWithOtherFilesIsNeverTouched() throws IOException {
      Files.createDirectories(output());
      Files.writeString(output().resolve("part-00000.h5"), "mine");

      for (Earlier earlier : Earlier.values()) {
        assertThatThrownBy(() -> run(Jobs.request(papers(13), output(), 3, earlier)))
            .isInstanceOf(BadInputException.class)
            .hasMessageContaining("found part-00000.h5 in it");
      }
      assertThat(output()).isDirectoryContaining("glob:**part-00000.h5");
      assertThat(output().resolve("part-00000.h5")).hasContent("mine");
    }

    @Test
    void aFileOfTheNameOfAListIsNeverTouched() throws IOException {
      Path list = Files.writeString(folder.resolve("papers.skipped.jsonl"), "mine");

      assertThatThrownBy(() -> run(Jobs.request(papers(13), folder.resolve("papers.h5"))))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(list.toString());
    }

    /** The name under which the first state is written. */
    @Test
    void aFolderOfARunThatEndedAtItsFirstStepIsFilled() throws IOException {
      Files.createDirectories(output());
      Files.writeString(output().resolve("progress.json.tmp"), "{");
      assertThat(run(Jobs.request(papers(13), output())).rows()).isEqualTo(10);
      assertThat(output().resolve("progress.json.tmp")).doesNotExist();
    }

    @Test
    void anEmptyFolderIsFilled() throws IOException {
      Files.createDirectories(output());
      assertThat(run(Jobs.request(papers(13), output())).rows()).isEqualTo(10);
    }

    @Test
    void aPartThatIsGoneIsNamed() throws IOException {
      run(Jobs.request(papers(13), output()));
      Files.delete(output().resolve("part-00001.h5"));

      assertThatThrownBy(() -> run(Jobs.request(papers(13), output())))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("expected 4 parts, found none called part-00001.h5");
    }
  }

  @Test
  void aSecondProcessIsKeptOut() throws IOException {
    Path input = papers(13);
    try (LockFile lock = JobLock.take(output())) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> run(Jobs.request(input, output(), 50, Earlier.CONTINUE)))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("expected no other embed that writes there");
    }
  }

  @Test
  void theFileSaysWhatItIs() throws IOException {
    Path file = folder.resolve("papers.h5");
    run(Jobs.request(papers(13), file));

    assertThat(io.github.hnswsearch.dataset.hdf5.FileAttributes.text(file, "embedding_job"))
        .get()
        .asString()
        .contains("\"encoder\":\"test\"", "\"fields\":\"title,abstract\"", "\"kind\":\"papers\"");
  }

  @Test
  void progressIsToldInInputs() throws IOException {
    List<String> told = new ArrayList<>();
    BuildListener listener =
        new BuildListener() {
          private long done;

          @Override
          public void begin(String phase, long steps, String unit) {
            told.add(phase + " in " + unit);
          }

          @Override
          public void advance(long steps) {
            done += steps;
          }

          @Override
          public void end() {
            told.add(done + " done");
          }
        };
    EmbeddingJob.run(Jobs.request(papers(13), output()), new TestEncoders(), listener);

    assertThat(told).containsExactly("Embedding papers in papers", "13 done");
  }
}
