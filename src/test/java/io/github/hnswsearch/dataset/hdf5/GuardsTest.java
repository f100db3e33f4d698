package io.github.hnswsearch.dataset.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that cannot be used ends in an error that says where, what was found and what to do. */
class GuardsTest {

  @TempDir Path folder;

  /** For each bad fixture: words of the error. */
  static Stream<Arguments> badFiles() {
    return Stream.of(
        bad("no_embeddings", "expected a data set of embeddings", "/urls (40, string of 22 bytes)"),
        bad("no_ids", "expected a data set of ids, URLs or paths", "/weights (40, float32)"),
        bad("two_matrices", "found several: /left", "/right", "datasets: {embeddings: PATH}"),
        bad("two_groups", "/papers/embeddings", "/pictures/embeddings", "{embeddings: PATH}"),
        bad("two_texts", "found several: /labels", "/notes", "datasets: {id: PATH}"),
        bad("lengths", "data set /urls", "expected 40 ids", "found 39"),
        bad("rank1", "data set /embeddings", "expected embeddings as rows x dimension", "rank 1"),
        bad("rank3", "expected embeddings as rows x dimension", "rank 3 (40 x 2 x 8)"),
        bad("scalar", "expected embeddings as rows x dimension", "rank 0"),
        bad("null_space", "expected embeddings as rows x dimension", "rank 0"),
        bad("zero_rows", "expected at least one row, found none"),
        bad("wide", "expected 1 to 1024 dimensions", "found 1025", "PCA"),
        bad("no_columns", "expected 1 to 1024 dimensions", "found 0"),
        bad("absurd_rows", "expected at most 2,147,483,519 rows", "found 1,099,511,627,776"),
        bad("huge_chunk", "takes 1,171 MiB", "h5repack -l /train:CHUNK=1024x64"),
        bad("huge_id_chunk", "data set /urls", "takes 419 MiB", "-l /urls:CHUNK=1024 IN.h5"),
        bad("never_written", "none of its 40 rows was ever written"),
        bad("never_written_chunked", "none of its 40 rows was ever written"),
        bad("text_embeddings", "expected embeddings of numbers", "found string of 3 bytes"),
        bad("int64", "expected embeddings of numbers", "found 64-bit integer"),
        bad("complex", "expected embeddings of numbers", "found compound"),
        bad("bfloat16", "found custom float of 16 bits (8 exponent, 7 mantissa)"),
        bad("float32_bias", "found custom float of 32 bits"),
        bad("float_ids", "expected a data set of ids, URLs or paths", "/urls (40, float64)"),
        bad("committed_type", "committed (named)", "expected a plain one", "[:]"),
        bad("committed_type_latest", "committed (named)", "expected a plain one", "[:]"),
        bad("virtual", "group /", "Virtual storage is not supported", "[:]"),
        bad("external_storage", "group /", "External Data Files", "[:]"),
        bad("region_reference", "group /", "Region references not supported", "[:]"),
        bad("external_link", "/embeddings (link into another file, contiguous.h5:/embeddings)"),
        bad("filter_szip", "data set /embeddings", "filter szip (number 4)", "h5repack"),
        bad("filter_scaleoffset", "filter scale-offset (number 6)", "h5repack"),
        bad("filter_unknown", "filter blosc (number 32001)", "h5repack"),
        bad("fletcher32", "data set /embeddings", "rows 20 to 39", "Fletcher32 checksum"),
        bad("gzip_bomb", "rows 20 to 39", "inflates to more than its 640 bytes"),
        bad("gzip_short", "rows 20 to 39", "expected a chunk of 640 bytes, it unpacks to 100"),
        bad("gzip_cut", "rows 20 to 39", "a gzip chunk ends before its data does"),
        bad("not_gzip", "rows 20 to 39", "a gzip chunk is damaged: incorrect header check"),
        bad("lzf", "rows 20 to 39", "an LZF chunk is damaged"),
        bad("chunk_short", "expected a chunk of 640 bytes, found 100"));
  }

  private static Arguments bad(String name, String... words) {
    return arguments(new Fixture("bad_" + name), List.of(words));
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void aBadFileIsRefusedInWords(Fixture fixture, List<String> words) {
    BadInputException error = refused(fixture.path());

    assertThat(error).hasMessageStartingWith(fixture.path().toString());
    assertThat(error.getMessage()).contains(words);
  }

  @Test
  void everyBadFixtureHasATest() {
    Set<Object> tested = badFiles().map(test -> test.get()[0]).collect(Collectors.toSet());

    assertThat(Fixture.bad()).isNotEmpty().allMatch(tested::contains);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fletcher32", "gzip_bomb", "not_gzip", "lzf"})
  void idsCanStillBeReadFromAFileWithADamagedChunk(String name) throws IOException {
    try (EmbeddingFile file = new Fixture("bad_" + name).open()) {
      assertThat(Fixture.ids(file)).hasSize(Fixture.ROWS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contiguous",
        "userblock",
        "chunks_ragged",
        "filter_gzip",
        "swmr",
        "compact",
        "latest_contiguous",
        "latest_extensible_array",
        "ids_vlen_utf8"
      })
  void aFileCutAnywhereIsRefused(String name) throws IOException {
    byte[] whole = Files.readAllBytes(new Fixture(name).path());
    for (int percent = 1; percent < 100; percent += 7) {
      Path cut = write("cut.h5", Arrays.copyOf(whole, whole.length * percent / 100));
      assertThat(refused(cut))
          .as("%s at %d%%", name, percent)
          .hasMessageStartingWith(cut.toString());
    }
  }

  @Test
  void aFileCutShortSaysHowManyBytesAreMissing() throws IOException {
    byte[] whole = Files.readAllBytes(new Fixture("contiguous").path());

    assertThat(refused(write("cut.h5", Arrays.copyOf(whole, 2000))))
        .hasMessageContaining("expected %,d bytes, found 2,000".formatted(whole.length))
        .hasMessageContaining("Fetch it again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contiguous",
        "chunks_ragged",
        "filter_gzip",
        "filter_lzf",
        "nested",
        "ids_vlen_chunked",
        "latest_fixed_array_gzip",
        "latest_btree_v2",
        "latest_extensible_array_gzip",
        "compact"
      })
  void aDamagedByteNeverEndsInAnythingButAnErrorInWords(String name) throws IOException {
    byte[] whole = Files.readAllBytes(new Fixture(name).path());
    for (int at = 8; at < whole.length; at += 59) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) 0xff;
      Path file = write("damaged.h5", damaged);
      Throwable thrown = catchThrowable(() -> readAll(file));
      if (thrown != null) {
        assertThat(thrown)
            .as("%s, byte %d", name, at)
            .isInstanceOf(BadInputException.class)
            .hasMessageStartingWith(file.toString());
      }
    }
  }

  static Stream<Arguments> otherFiles() {
    return Stream.of(
        arguments("", "found an empty file"),
        arguments("version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "git lfs pull"),
        arguments("\n<!DOCTYPE html><html><body>Sign in</body></html>", "a web page"),
        arguments("\u001f\u008b\b\0", "gunzip"),
        arguments("PK\u0003\u0004", "a zip archive"),
        arguments("\u0093NUMPY\u0001\0", "a NumPy .npy array"),
        arguments("id,url\n1,https://example.org/1\n", "no HDF5 signature"),
        arguments("\u0089HDF\r\n\u001a\n", "cannot be read"));
  }

  @ParameterizedTest
  @MethodSource("otherFiles")
  void aFileThatIsNotHdf5IsCalledWhatItIs(String content, String words) throws IOException {
    Path file = write("embeddings.h5", content.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(refused(file)).hasMessageStartingWith(file.toString()).hasMessageContaining(words);
  }

  @Test
  void aFolderIsNotAFile() {
    assertThat(refused(folder)).hasMessageContaining("found a folder");
  }

  @Test
  void aMissingFileIsMissing() {
    assertThat(refused(folder.resolve("none.h5"))).hasMessageContaining("there is no such file");
  }

  @Test
  void aFileThatShrinksWhileItIsReadIsNoticed() throws IOException {
    Path path = write("shrinking.h5", Files.readAllBytes(new Fixture("contiguous").path()));
    try (EmbeddingFile file = EmbeddingFile.open(path, DatasetNames.DETECT)) {
      write("shrinking.h5", new byte[100]);

      assertThatThrownBy(file::next)
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("data set /embeddings, rows 0 to 39")
          .hasMessageContaining("the file ends at byte 100");
    }
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static BadInputException refused(Path path) {
    Throwable thrown = catchThrowable(() -> readAll(path));
    assertThat(thrown).isInstanceOf(BadInputException.class);
    return (BadInputException) thrown;
  }

  private static void readAll(Path path) throws IOException {
    try (EmbeddingFile file = EmbeddingFile.open(path, DatasetNames.DETECT)) {
      Fixture.ids(file);
      Fixture.batches(file);
    }
  }
}
