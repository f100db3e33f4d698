package io.github.hnswsearch.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is wrong with a file: an error that says so, soon; never another, never half a picture.
 */
class DamagedPicturesTest {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int CUTS = 12;

  /** Headers that lie about sizes make decoding take longer: here they are cut short. */
  private static final PictureReader READER =
      new PictureReader(new PictureLimits(1 << 20, 100_000));

  static Stream<PictureFixture> files() {
    return PictureFixture.read();
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileCutOffIsRefusedOrWhole(PictureFixture fixture) throws IOException {
    byte[] file = fixture.bytes();
    Picture whole = READER.read(file, "whole");
    for (int i = 0; i < CUTS; i++) {
      Picture picture = readSoon(Arrays.copyOf(file, file.length * i / CUTS));
      if (picture != null) {
        assertThat(picture).isEqualTo(whole);
      }
    }
  }

  @Property(tries = 500)
  void aFileCutOffAnywhereIsRefusedOrWhole(
      @ForAll("fixtures") PictureFixture fixture, @ForAll @IntRange(min = 0, max = 9999) int share)
      throws IOException {
    byte[] file = fixture.bytes();

    Picture picture = readSoon(Arrays.copyOf(file, (int) ((long) file.length * share / 10_000)));

    if (picture != null) {
      assertThat(picture).isEqualTo(READER.read(file, "whole"));
    }
  }

  @Property(tries = 1000)
  void bytesThatChangedAreRefusedOrReadOver(
      @ForAll("fixtures") PictureFixture fixture,
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 9999) Integer> places,
      @ForAll byte value,
      @ForAll boolean inHeader) {
    byte[] file = fixture.bytes();
    int length = inHeader ? Math.min(file.length, 120) : file.length;
    for (int place : places) {
      file[(int) ((long) length * place / 10_000)] = value;
    }

    readSoon(file);
  }

  @Property(tries = 500)
  void noiseBehindASignatureIsRefused(
      @ForAll("signatures") String signature, @ForAll @Size(max = 300) byte[] noise) {
    byte[] start = signature.getBytes(StandardCharsets.ISO_8859_1);
    byte[] file = Arrays.copyOf(start, start.length + noise.length);
    System.arraycopy(noise, 0, file, start.length, noise.length);

    readSoon(file);
  }

  @Provide
  Arbitrary<PictureFixture> fixtures() {
    return Arbitraries.of(files().toList());
  }

  @Provide
  Arbitrary<String> signatures() {
    return Arbitraries.of(
        "\u00ff\u00d8\u00ff",
        "\u0089PNG\r\n\u001a\n",
        "GIF89a",
        "BM",
        "II*\0",
        "MM\0*",
        "RIFF\0\1\0\0WEBPVP8X",
        "RIFF\0\1\0\0WEBPVP8L");
  }

  /** The picture; null if it was refused. Processor time, as machines may be busy. */
  private static @Nullable Picture readSoon(byte[] file) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try {
      return READER.read(file, "damaged");
    } catch (BadInputException e) {
      assertThat(e).hasMessageStartingWith("damaged").hasMessageMatching("\\P{Cntrl}+\\.");
      return null;
    } finally {
      long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      assertThat(Duration.ofNanos(end - start)).isLessThan(SOON);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jpeg_420.jpg    | 700 | expected an end marker, found the end of the file at byte 700
          png_rgb.png     | 700 | expected PNG chunk IDAT to end at byte
          gif_plain.gif   | 300 | expected a GIF block to end at byte
          bmp_rgb.bmp     | 700 | expected the pixels to end at byte 1278, found the end of the file
          tiff_rgb.tif    | 100 | expected the TIFF directory to end at byte
          webp_lossy.webp | 200 | expected the WebP file to end at byte
          """)
  void anErrorSaysWhereAFileIsCutOff(String name, int length, String expected) {
    byte[] cut = Arrays.copyOf(PictureFixture.read(name).bytes(), length);

    assertThatThrownBy(() -> READER.read(cut, name))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(name + " (")
        .hasMessageContaining(expected)
        .hasMessageContaining("fetch it again");
  }

  @Test
  void aDamagedChunkOfAPngFileIsNamed() {
    byte[] file = PictureFixture.read("png_rgb.png").bytes();
    file[60] ^= 1;

    assertThatThrownBy(() -> READER.read(file, "photo.png"))
        .hasMessageContaining("the checksum of PNG chunk IDAT at byte 33 is wrong");
  }

  @Test
  void kindsOfJpegThatNobodyShowsAreNamed() {
    byte[] file = PictureFixture.read("jpeg_444.jpg").bytes();
    for (int i = 0; i + 1 < file.length; i++) {
      if (file[i] == (byte) 0xff && file[i + 1] == (byte) 0xc0) {
        file[i + 1] = (byte) 0xc9;
      }
    }

    assertThatThrownBy(() -> READER.read(file, "scan.jpg")).hasMessageContaining("SOF9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                              | an empty file
          <!DOCTYPE html><html>404</html> | a web page saved under this name
          %PDF-1.7                        | a PDF document
          <?xml version="1.0"?><svg>      | an SVG drawing
          ????ftypheic????                | a HEIC picture
          ????ftypavif????                | an AVIF picture
          ????ftypisom????                | a video
          ????JXL ????                    | a JPEG XL picture
          ????jP  ????                    | a JPEG 2000 picture
          8BPS????                        | a Photoshop document
          II+?????                        | a BigTIFF picture
          version https://git-lfs.github  | a Git LFS pointer in its place
          hello                           | another kind of file
          """)
  void filesOfOtherKindsAreNamed(String content, String expected) {
    byte[] file = content.replace('?', '\0').getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> READER.read(file, "photo.jpg"))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "photo.jpg: expected a JPEG, PNG, GIF, BMP, TIFF or WebP picture, found "
                + expected
                + ". Save it in one of these formats.");
  }

  @Test
  void whatIsNoFileIsRefused(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> READER.read(folder.resolve("none.jpg")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> READER.read(Files.createDirectory(folder.resolve("a.jpg"))))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found a folder");
  }
}
